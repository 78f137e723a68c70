using Tito.Core.Verification;
using Tito.Replay.Items;
using Tito.Replay.Runs;

namespace Tito.Replay.Drift;

/// <summary>Compares two recordings of one corpus, file by file of one name.</summary>
internal static class RecordingPairs
{
    /// <summary>Compares them.</summary>
    /// <param name="old">A file, or a folder of files.</param>
    /// <param name="new">A file for a file, a folder for a folder.</param>
    /// <param name="comparison">Compares a pair.</param>
    /// <param name="keeps">Whether a name is compared.</param>
    /// <exception cref="FileNotFoundException">One is not there, or a folder holds no files.</exception>
    /// <exception cref="InvalidDataException">One is a setup.</exception>
    public static DriftSummary Compare(string old, string @new, RecordedDrift comparison, Func<string, bool> keeps)
    {
        if (DriftSetupReader.Reads(old) || DriftSetupReader.Reads(@new))
        {
            throw new InvalidDataException("OLD and NEW are setups, and no PATH says which sessions they are compared on.");
        }

        var (olds, news) = (Named(old), Named(@new));
        if (olds.Count == 1 && news.Count == 1 && File.Exists(old) && File.Exists(@new))
        {
            return new(old, @new, [Pair(Path.GetFileName(@new), olds.Values.Single(), news.Values.Single(), comparison)]);
        }

        var names = olds.Keys.Union(news.Keys).Where(keeps).Order(StringComparer.Ordinal);
        return new(
            old, @new, [.. names.Select(name => Pair(name, olds.GetValueOrDefault(name), news.GetValueOrDefault(name), comparison))]);
    }

    private static Dictionary<string, string> Named(string path) => ReplayItems.Files([path]).OfType<ReplayItem.File>()
        .ToDictionary(file => file.Name, file => file.Path, StringComparer.Ordinal);

    private static SessionDrift Pair(string name, string? old, string? @new, RecordedDrift comparison)
    {
        var result = new SessionDrift(name, @new ?? old!);
        if (old is null || @new is null)
        {
            return result with { NotCompared = $"only the {(old is null ? "new" : "old")} recording has it." };
        }

        try
        {
            return comparison.Compare(result, Read(old), Read(@new));
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            return result with { NotCompared = wrong.Message };
        }
    }

    private static GoldenTrajectory Read(string path)
    {
        if (new FileInfo(path).Length > GoldenReader.MaxBytes)
        {
            throw new InvalidDataException($"{path} has more than {GoldenReader.MaxBytes} bytes.");
        }

        var bytes = File.ReadAllBytes(path);
        return ScenarioFile.IsTrajectory(bytes)
            ? GoldenReader.Read(bytes)
            : throw new InvalidDataException($"{path} is no recording: export a session, or record one.");
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using Tito.Replay.Drift;
using Tito.Replay.Items;
using Tito.Server.Options;
using Tito.Tokenizers;

namespace Tito.Cli.Drift;

/// <summary>What a command line asks to compare.</summary>
/// <param name="result">The command line.</param>
/// <param name="options">Its options.</param>
/// <param name="assets">The folder of model files for what names none; null for the restored ones.</param>
internal sealed class DriftRequest(ParseResult result, DriftOptions options, string? assets)
{
    /// <summary>Where the Markdown summary goes; null for nowhere.</summary>
    public string? Markdown => result.GetValue(options.Markdown);

    private string Old => result.GetRequiredValue(options.Old);

    private string New => result.GetRequiredValue(options.New);

    private int Jobs => result.GetValue(options.Jobs) switch
    {
        null => Environment.ProcessorCount,
        >= 1 and var jobs => jobs,
        _ => throw new OptionException("jobs", "1 or more"),
    };

    private double Tolerance => result.GetValue(options.Tolerance) is >= 0 and var nats and < double.PositiveInfinity
        ? nats
        : throw new OptionException("tolerance", "a number of nats, 0 or more");

    /// <summary>Compares.</summary>
    /// <param name="progress">Is told how many there are, and gives what is to be told of each that is done.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<DriftSummary> RunAsync(Func<int, Action<SessionDrift>> progress, CancellationToken cancellationToken)
    {
        var paths = result.GetValue(options.Paths) ?? [];
        var summary = paths.Length > 0
            ? await CompareSetupsAsync(Files(paths), progress, cancellationToken)
            : RecordingPairs.Compare(Old, New, new(Tokens(), Tolerance), Keeps);
        return summary.Sessions.IsEmpty ? throw new OptionException("filter", "a pattern that some name has") : summary;
    }

    private Task<DriftSummary> CompareSetupsAsync(
        ImmutableArray<ReplayItem.File> files, Func<int, Action<SessionDrift>> progress, CancellationToken cancellationToken)
    {
        var (old, @new) = (DriftSetupReader.Read(Old), DriftSetupReader.Read(New));
        return new DriftRun(Jobs).RunAsync(
            old with { Assets = old.Assets ?? assets }, @new with { Assets = @new.Assets ?? assets }, files, progress(files.Length),
            cancellationToken);
    }

    private ImmutableArray<ReplayItem.File> Files(string[] paths) =>
        [.. ReplayItems.Files(paths).OfType<ReplayItem.File>().Where(file => Keeps(file.Name))];

    private bool Keeps(string name) => result.GetValue(options.Filter) is not { } pattern
        || !ReplayItems.Filter([new ReplayItem.File(name, name)], pattern).IsEmpty;

    /// <summary>Recordings are compared by their ids; a tokenizer only makes them readable.</summary>
    private Tokenizer? Tokens()
    {
        try
        {
            return AssetFolder.Load(assets).Tokenizer;
        }
        catch (AssetException) when (assets is null)
        {
            return null;
        }
    }
}

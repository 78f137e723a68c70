using System.Text.Json;
using Tito.Tests.Golden.Trajectories;

namespace Tito.Tests.Golden.Samples;

/// <summary>The golden samples: recorded turns, and what the oracle makes of them.</summary>
internal static class SampleCorpus
{
    /// <summary>The cases of a file by their names.</summary>
    public static Dictionary<string, JsonElement> Read(string file) => File
        .ReadLines(Path.Combine(TrajectoryCorpus.Root, "tests/Golden/corpus/samples", file))
        .Select(line => JsonElement.Parse(line))
        .ToDictionary(item => item.GetProperty("name").GetString()!);

    /// <summary>The names of a case's runs: the picker, where there is one, and the limit of the sequence's length.</summary>
    public static IEnumerable<string> RunNames(JsonElement item) => item.GetProperty("runs").EnumerateArray().Select(NameOf);

    /// <summary>A case's run.</summary>
    public static JsonElement Run(JsonElement item, string name) =>
        item.GetProperty("runs").EnumerateArray().Single(run => NameOf(run) == name);

    private static string NameOf(JsonElement run)
    {
        var limit = run.GetProperty("max_seq_len") is { ValueKind: JsonValueKind.Number } number ? $"at most {number}" : "no limit";
        return run.TryGetProperty("picker", out var picker) ? $"{picker}, {limit}" : limit;
    }
}

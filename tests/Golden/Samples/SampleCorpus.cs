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
}

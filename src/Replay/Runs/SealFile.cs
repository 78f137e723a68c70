using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Runs;

/// <summary>
/// Seals of files that have no room for one: <c>seals.tsv</c> beside them, a line each with the file's name, a tab, and the hashes of its
/// lines parted by commas.
/// </summary>
internal static class SealFile
{
    private const string Name = "seals.tsv";

    private static readonly ConcurrentDictionary<(string Path, DateTime Written), FrozenDictionary<string, ImmutableArray<string>>>
        Read = new();

    /// <summary>Holds a file against its seal, where there is one.</summary>
    /// <param name="path">Where the file lies.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <exception cref="GoldenFormatException">A line is not the one that was sealed.</exception>
    public static void Check(string path, ReadOnlySpan<byte> utf8)
    {
        var seals = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Name);
        if (!File.Exists(seals))
        {
            return;
        }

        var files = Read.GetOrAdd((seals, File.GetLastWriteTimeUtc(seals)), key => ReadFile(key.Path));
        if (files.TryGetValue(Path.GetFileName(path), out var hashes))
        {
            ScenarioSeal.Check(utf8, hashes);
        }
    }

    private static FrozenDictionary<string, ImmutableArray<string>> ReadFile(string path) => File.ReadLines(path)
        .Select(line => line.Split('\t'))
        .Where(fields => fields.Length == 2)
        .ToFrozenDictionary(fields => fields[0], fields => fields[1].Split(',').ToImmutableArray(), StringComparer.Ordinal);
}

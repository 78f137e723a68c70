using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tito.Replay.Items;

/// <summary>Finds what a command line names.</summary>
internal static class ReplayItems
{
    private const string Models = "models";
    private const string Ending = ".json";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The files: a folder stands for the <c>*.json</c> in it and below, in the order of their names, except models and pools.
    /// </summary>
    /// <exception cref="FileNotFoundException">A path is not there, or a folder holds none.</exception>
    public static ImmutableArray<ReplayItem> Files(IEnumerable<string> paths) => [.. paths.SelectMany(FilesOf)];

    /// <summary>The lines of a manifest: seed, family, kind and digest, parted by tabs.</summary>
    /// <exception cref="InvalidDataException">A line is of another form; it is named.</exception>
    public static ImmutableArray<ReplayItem> Manifest(string path) =>
    [
        .. File.ReadLines(path).Index().Where(line => line.Item.Length > 0).Select(line => Read(path, line.Index + 1, line.Item)),
    ];

    /// <summary>Those whose name a pattern matches: <c>*</c> stands for anything, and it may match in the middle.</summary>
    public static ImmutableArray<ReplayItem> Filter(ImmutableArray<ReplayItem> items, string pattern)
    {
        var regex = new Regex(Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal), RegexOptions.CultureInvariant, Longest);
        return [.. items.Where(item => regex.IsMatch(item.Name))];
    }

    /// <summary>Every <paramref name="count"/>th, from the shard's own place on: all shards together are all, and none twice.</summary>
    /// <param name="items">What there is.</param>
    /// <param name="shard">1 to <paramref name="count"/>.</param>
    /// <param name="count">1 or more.</param>
    public static ImmutableArray<ReplayItem> Shard(ImmutableArray<ReplayItem> items, int shard, int count) =>
        [.. items.Where((_, index) => index % count == shard - 1)];

    private static IEnumerable<ReplayItem> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [new ReplayItem.File(path, path)] : throw new FileNotFoundException($"{path} is not there.");
        }

        var files = Directory.EnumerateFiles(path, "*" + Ending, SearchOption.AllDirectories)
            .Select(file => (Full: file, Name: Path.GetRelativePath(path, file).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Contains(Models) && file.Name != "pools.json")
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files.Select(file => new ReplayItem.File(file.Name[..^Ending.Length], file.Full))
            : throw new FileNotFoundException($"{path} holds no *.json files.");
    }

    private static ReplayItem.Seeded Read(string path, int number, string line) =>
        line.Split('\t') is [var seed, var family, var kind, var digest]
        && ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new($"{family}/{kind}/{seed}", path, value, family, kind, digest)
            : throw new InvalidDataException($"{path}, line {number}: must be seed, family, kind and digest, parted by tabs.");
}

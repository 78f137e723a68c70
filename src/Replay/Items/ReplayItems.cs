using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tito.Core.Verification.Shards;

namespace Tito.Replay.Items;

/// <summary>Finds what a command line names.</summary>
internal static class ReplayItems
{
    private const string Models = "models";
    private const string Ending = ".json";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The files: a folder stands for the <c>*.json</c> in it and below, in the order of their names, except models, pools and golden
    /// prompts.
    /// </summary>
    /// <exception cref="FileNotFoundException">A path is not there, or a folder holds none.</exception>
    /// <exception cref="InvalidDataException">A path names golden prompts.</exception>
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

    /// <summary>Those that fall to a shard: all shards together are all, and none twice.</summary>
    /// <remarks>
    /// Its name alone says where an item falls. Each job of a CI server lists the items by itself, and where one finds an item more than
    /// another, every other item is still one job's.
    /// </remarks>
    /// <param name="items">What there is.</param>
    /// <param name="shard">1 to <paramref name="count"/>.</param>
    /// <param name="count">1 or more.</param>
    public static ImmutableArray<ReplayItem> Shard(ImmutableArray<ReplayItem> items, int shard, int count) =>
        [.. items.Where(item => Hash(item.Name) % (ulong)count == (ulong)(shard - 1))];

    private static ulong Hash(string name) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static IEnumerable<ReplayItem> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return !File.Exists(path) ? throw new FileNotFoundException($"{path} is not there.")
                : IsPrompts(path) ? throw new InvalidDataException(
                    $"{path} holds golden prompts: tito verify-night asks engines for them, and there is nothing in them to replay.")
                : [new ReplayItem.File(path, path)];
        }

        var files = Directory.EnumerateFiles(path, "*" + Ending, SearchOption.AllDirectories)
            .Select(file => (Full: file, Name: Path.GetRelativePath(path, file).Replace('\\', '/')))
            .Where(file => !file.Name.Split('/').Contains(Models) && file.Name != "pools.json" && !IsPrompts(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files.Select(file => new ReplayItem.File(file.Name[..^Ending.Length], file.Full))
            : throw new FileNotFoundException($"{path} holds no *.json files to replay.");
    }

    /// <summary>They lie beside golden trajectories, in the folder that is verified every night.</summary>
    private static bool IsPrompts(string name) => name.EndsWith(IGoldenCorpus.PromptsEnding, StringComparison.Ordinal);

    private static ReplayItem.Seeded Read(string path, int number, string line) =>
        line.Split('\t') is [var seed, var family, var kind, var digest]
        && ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new($"{family}/{kind}/{seed}", path, value, family, kind, digest)
            : throw new InvalidDataException($"{path}, line {number}: must be seed, family, kind and digest, parted by tabs.");
}

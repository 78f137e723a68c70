using System.Collections.Immutable;
using Tito.Replay.Items;
using Tito.Tests.Support;

namespace Tito.Tests.Unit.Replay;

public sealed class ReplayItemsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_OfAFolder_AreInTheOrderOfTheirNamesWithoutModelsPoolsAndPrompts()
    {
        foreach (var name in (string[])["b/two.json", "a/one.json", "a/note.md", "models/m.json", "pools.json", "qwen3.prompts.json", "a/b.prompts.json"])
        {
            var path = _folder.File(name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "{}");
        }

        Assert.Equal(["a/one", "b/two"], ReplayItems.Files([_folder.Path]).Select(item => item.Name));
    }

    [Fact]
    public void Files_OfWhatIsNotThere_AreRefused()
    {
        Assert.Throws<FileNotFoundException>(() => ReplayItems.Files([_folder.Path]));
        Assert.Throws<FileNotFoundException>(() => ReplayItems.Files([_folder.File("none.json")]));
    }

    [Fact]
    public void Files_OfGoldenPromptsAlone_AreRefusedWithWhatTheyAreFor()
    {
        var path = _folder.File("qwen3.prompts.json");
        File.WriteAllText(path, "{}");

        Assert.Contains("tito verify-night", Assert.Throws<InvalidDataException>(() => ReplayItems.Files([path])).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ReplayItems.Files([_folder.Path]));
    }

    [Fact]
    public void Manifest_WithALineOfAnotherForm_IsRefusedByItsNumber()
    {
        var path = _folder.File("manifest.tsv");
        File.WriteAllText(path, "18446744073709551615\tqwen3\tchat\tabc\n");
        Assert.Equal(
            new ReplayItem.Seeded("qwen3/chat/18446744073709551615", path, ulong.MaxValue, "qwen3", "chat", "abc"),
            Assert.Single(ReplayItems.Manifest(path)));

        File.WriteAllText(path, "1\tqwen3\tchat\tabc\n-1\tqwen3\tchat\tabc\n");
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => ReplayItems.Manifest(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one", "a/one,c/one-more")]
    [InlineData("a/*", "a/one,a/two")]
    [InlineData("a*o", "a/one,a/two")]
    [InlineData("(", "")]
    public void Filter_MatchesInTheMiddle(string pattern, string expected)
    {
        ImmutableArray<ReplayItem> items = [.. ((string[])["a/one", "a/two", "c/one-more"]).Select(name => new ReplayItem.File(name, name))];

        Assert.Equal(expected, string.Join(',', ReplayItems.Filter(items, pattern).Select(item => item.Name)));
    }

    [Fact]
    public void Shards_TogetherAreAll()
    {
        ImmutableArray<ReplayItem> items = [.. Enumerable.Range(0, 23).Select(number => new ReplayItem.File($"{number}", ""))];

        Assert.Equal(
            items.OrderBy(item => item.Name, StringComparer.Ordinal),
            Enumerable.Range(1, 8).SelectMany(shard => ReplayItems.Shard(items, shard, 8)).OrderBy(item => item.Name, StringComparer.Ordinal));
    }

    /// <summary>Of Python: <c>int.from_bytes(hashlib.sha256(name).digest()[:8]) % count + 1</c>.</summary>
    [Theory]
    [InlineData("320-exported-linear", 3, 3)]
    [InlineData("320-exported-linear", 8, 2)]
    [InlineData("a", 2, 1)]
    [InlineData("a", 3, 2)]
    [InlineData("a", 8, 3)]
    [InlineData("qwen3/chat-ü", 1_000_003, 30767)]
    public void Shard_OfAnItem_IsThatOfItsName(string name, int count, int shard)
    {
        ImmutableArray<ReplayItem> items = [new ReplayItem.File(name, "")];

        Assert.Single(ReplayItems.Shard(items, shard, count));
        Assert.Empty(ReplayItems.Shard(items, (shard % count) + 1, count));
    }

    /// <summary>Each job lists a journal in which sessions come and go: one that comes first of all must move no other.</summary>
    [Fact]
    public void Shards_OfAListWithOneItemMore_HaveTheirOthersAsBefore()
    {
        ImmutableArray<ReplayItem> items = [.. Enumerable.Range(0, 400).Select(number => new ReplayItem.File($"session-{number:D4}", ""))];
        var more = items.Insert(0, new ReplayItem.File("a", ""));

        for (var shard = 1; shard <= 4; shard++)
        {
            var part = ReplayItems.Shard(items, shard, 4);

            Assert.Equal(part, ReplayItems.Shard(more, shard, 4).Where(item => item.Name != "a"));
            Assert.InRange(part.Length, 70, 130); // A hundred each, give or take three times what chance does.
        }
    }
}

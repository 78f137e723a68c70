using System.Collections.Immutable;
using Tito.Replay.Items;
using Tito.Tests.Support;

namespace Tito.Tests.Unit.Replay;

public sealed class ReplayItemsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_OfAFolder_AreInTheOrderOfTheirNamesWithoutModelsAndPools()
    {
        foreach (var name in (string[])["b/two.json", "a/one.json", "a/note.md", "models/m.json", "pools.json"])
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
}

using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>What changed is named, against the newest green run.</summary>
public sealed class DriftTests
{
    [Fact]
    public void Between_NamesWhatIsOtherAndWhatIsNewOrGone() => Assert.Equal(
        [new("b", "2", "3"), new("c", null, "4"), new("d", "5", null)],
        FingerprintChange.Between([new("a", "1"), new("b", "2"), new("d", "5")], [new("a", "1"), new("b", "3"), new("c", "4")]));

    [Fact]
    public async Task Run_ComparesWithTheNewestGreenRun_AndElseWithTheNewestClosed()
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = TinyGolden.Json;
        var first = await bench.NightAsync();
        var second = await bench.NightAsync();
        bench.Corpus.Files["f.json"] = "{}";
        var third = await bench.NightAsync();
        var fourth = await bench.NightAsync();

        Assert.Equal(
            [null, first.Run.Id, second.Run.Id, second.Run.Id],
            new[] { first, second, third, fourth }.Select(run => run.Run.Baseline));
        Assert.All(new[] { first, second, third, fourth }, run => Assert.Empty(run.Run.Changes));
    }

    [Fact]
    public async Task Run_WhereNoRunWasGreen_ComparesWithTheNewestClosed()
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = "{}";
        await bench.NightAsync();
        var second = await bench.NightAsync();

        Assert.Equal(second.Run.Id, (await bench.NightAsync()).Run.Baseline);
    }

    [Fact]
    public async Task Run_NamesTheFingerprintsOfTheAssets()
    {
        var run = await new RunBench().NightAsync();

        Assert.Equal(["arguments", "family", "genesis", "template", "tokenizer"], run.Run.Fingerprints.Select(print => print.Name));
        Assert.Equal("a07df7e685a71fb1470fda09c4c55c1d5a5f6ee8a6a232dbd16f2efe487a1cf1", run.Run.Fingerprints[2].Value);
    }

    [Theory]
    [InlineData("20261129T020000123Z-abc123", true)]
    [InlineData("20261129T020000123Z-0123456789abcdef0123456789abcdef", true)]
    [InlineData("20261129T020000123Z-0123456789abcdef0123456789abcdef0", false)]
    [InlineData("2026112xT020000123Z-a", false)]
    [InlineData("20261129T02000012xZ-a", false)]
    [InlineData("20261129T020000123Z-", false)]
    [InlineData("20261129T020000123Z-ABC", false)]
    [InlineData("key-0123", false)]
    [InlineData("20261129T020000123Z-a\n", false)]
    public void IsRunId_KnowsWhatItMakes(string text, bool expected) => Assert.Equal(expected, RunName.IsRunId(text));

    [Fact]
    public void Of_OfATime_IsThatTimeInUtc() => Assert.Equal(
        "20261129T020304005Z-x", RunName.Of(new(2026, 11, 29, 3, 3, 4, 5, TimeSpan.FromHours(1)), "x"));
}

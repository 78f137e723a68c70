using System.Security.Cryptography;
using System.Text;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>What a run covers, and what it is held against.</summary>
public sealed class PlanTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The sessions of which SHA-256 of run, slash and id is smallest, in the order of the ids.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(99)]
    public async Task Pick_OfSomeSessions_TakesThoseOfTheSmallestHashes(int size)
    {
        var journal = new InMemoryJournal();
        var ids = Enumerable.Range(0, 12).Select(i => $"s{i:D2}").ToList();
        foreach (var id in ids)
        {
            Assert.True(await journal.CreateAsync(Heads.Of(id), Ends));
        }

        var expected = ids.OrderBy(id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"run/{id}"))), StringComparer.Ordinal)
            .Take(size).Order(StringComparer.Ordinal);
        Assert.Equal(expected, await SessionSample.PickAsync(journal, "run", size, Ends));
    }

    /// <summary>Prompts of another family are for another server: a file of them is an item, as one that cannot be read, so that a shard says so.</summary>
    [Fact]
    public async Task Run_WithEngines_HasShardsOfEachForThePromptsOfItsFamily()
    {
        var bench = new RunBench(new() { ShardPrompts = 2 }, null, new HeldEngine { Name = "a" }, new HeldEngine { Name = "b" });
        bench.Corpus.Files["0.prompts.json"] = "{";
        bench.Corpus.Files["1.prompts.json"] = Prompts("tiny", "x", "y");
        bench.Corpus.Files["2.prompts.json"] = Prompts("huge", "z");
        bench.Corpus.Files["f.json"] = TinyGolden.Json;

        var shards = (await bench.NightAsync()).Shards!.Value.Select(stored => stored.Shard).ToList();

        const string First = "0.prompts.json 1.prompts.json#x";
        const string Second = "1.prompts.json#y 2.prompts.json";
        Assert.Equal(
            [
                (ShardKind.Trajectories, null, "f.json"),
                (ShardKind.Greedy, "a", First), (ShardKind.Greedy, "a", Second), (ShardKind.Scoring, "a", First), (ShardKind.Scoring, "a", Second),
                (ShardKind.Greedy, "b", First), (ShardKind.Greedy, "b", Second), (ShardKind.Scoring, "b", First), (ShardKind.Scoring, "b", Second),
            ],
            shards.Select(shard => (shard.Kind, shard.Engine, string.Join(' ', shard.Items))));
        Assert.Equal(Enumerable.Range(0, 9), shards.Select(shard => shard.Index));
    }

    /// <summary>The engine gives what is recorded, logprobs included.</summary>
    [Theory]
    [InlineData("p#1.prompts.json", "#3 of 4")]
    [InlineData("p.prompts.json", "C#")]
    [InlineData("p.prompts.json", "a.prompts.json#b")]
    [InlineData("p.prompts.json", "")]
    public async Task Run_OfAPromptWhoseNameHasANumberSign_AsksForIt(string file, string name)
    {
        var engine = new HeldEngine { Ids = [562], Logprobs = [-0.5f] };
        var bench = new RunBench(null, null, engine);
        bench.Corpus.Files[file] = Prompts("tiny", name);

        var run = await bench.NightAsync();

        Assert.Equal(("green", 2, 0), (run.Summary!.Verdict, run.Summary.Checked, run.Summary.Failures));
        Assert.All(run.Shards!.Value, shard => Assert.Equal([$"{file}#{name}"], shard.Shard.Items));
        Assert.Equal((1, 1), (engine.Asked.Count, engine.Scored.Count));
    }

    [Fact]
    public async Task Run_OverStoredSessions_HasThemInAShard()
    {
        var bench = new RunBench(new() { SessionSample = 1 });
        Assert.True(await bench.Journal.CreateAsync(Heads.Of("a"), Ends));
        Assert.True(await bench.Journal.CreateAsync(Heads.Of("b"), Ends));

        var shard = Assert.Single((await bench.NightAsync()).Shards!.Value).Shard;

        Assert.Equal((ShardKind.Sessions, null, 1), (shard.Kind, shard.Engine, shard.Items.Length));
    }

    /// <summary>The first run has golden prompts of its family for a baseline, which say nothing of engines; the second has the first.</summary>
    [Fact]
    public async Task Run_OfTheFirstNight_IsHeldAgainstTheAssetsOfItsGoldenPrompts()
    {
        var bench = new RunBench(null, null, new HeldEngine { Facts = CauseTests.Facts("model=m version=1") });
        bench.Corpus.Files["0.prompts.json"] = Prompts("huge", "z");
        bench.Corpus.Files["1.prompts.json"] = Prompts("tiny", "x");

        var first = (await bench.NightAsync()).Run;

        Assert.Equal("1.prompts.json", first.Baseline);
        Assert.Equal(["template"], first.Changes.Select(change => change.Name));
        Assert.Equal("aa", first.Changes[0].Before);
        Assert.Equal(
            ["arguments", "engine e: model", "engine e: version", "family", "genesis", "template", "tokenizer"],
            first.Fingerprints.Select(print => print.Name));
    }

    [Fact]
    public async Task Run_AfterAnother_NamesWhatChangedOfTheEngine()
    {
        var bench = new RunBench(null, null, new HeldEngine { Facts = CauseTests.Facts("version=1") });
        var first = await bench.NightAsync();
        var planner = new VerificationPlanner(
            bench.Model, bench.Corpus, bench.Journal, [new HeldEngine { Facts = CauseTests.Facts("version=2") }], bench.Runs, bench.Options);

        var next = await planner.BeginAsync("20991129T020000123Z-x", bench.Request(), bench.Clock.Now, Ends);

        Assert.Equal(first.Run.Id, next.Baseline);
        Assert.Equal([new("engine e: version", "1", "2")], next.Changes);
    }

    [Fact]
    public async Task Run_WithoutABaseline_NamesNoChange()
    {
        var run = (await new RunBench().NightAsync()).Run;

        Assert.Null(run.Baseline);
        Assert.Empty(run.Changes);
    }

    internal static string Prompts(string family, params string[] names)
    {
        var assets = AssetFingerprints.Of(TinyGolden.Model).Select(print => $"\"{print.Name}\":\"{(print.Name == "template" ? "aa" : print.Value)}\"");
        var prompts = names.Select(name =>
            $$$"""
            {"name":"{{{name}}}","request":{"messages":[{"role":"user","content":"hi"}]},"max_tokens":4,"finish_reason":"stop",
             "prompt_ids":[6023,151645,151644],"completion_ids":[562],"logprobs":[-0.5]}
            """);
        return $$$"""
            {"format":"tito.golden-prompts","version":1,"family":"{{{family}}}","recorded_at":"2026-11-29T02:00:00+00:00",
             "assets":{{{{string.Join(',', assets)}}}},"engine":{"model":"m"},"prompts":[{{{string.Join(',', prompts)}}}]}
            """;
    }
}

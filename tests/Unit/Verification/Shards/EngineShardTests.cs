using Tito.Core.Inference;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Shards;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Verification.Runs;

namespace Tito.Tests.Unit.Verification.Shards;

/// <summary>
/// Golden prompts that an engine samples and scores again. The recorded prompt "hi" is 6023 151645 151644, its completion 562 151645 with
/// logprobs -0.5 and -0.25; ids as TinyGolden has them.
/// </summary>
public sealed class EngineShardTests
{
    private const string Item = "p.prompts.json#hi";
    private const string AllSaid = "It says of itself all that it said when the prompt was recorded.";

    private readonly HeldCorpus _corpus = new();

    public EngineShardTests() => _corpus.Files["p.prompts.json"] = File();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ShardKind.Greedy)]
    [InlineData(ShardKind.Scoring)]
    public async Task Run_WhenTheEngineDoesAsRecorded_IsGreen(ShardKind kind)
    {
        var engine = new HeldEngine { Ids = [562, 151645], Logprobs = [-0.5f, -0.25f] };

        var result = await RunAsync(engine, kind);

        Assert.Equal((ShardOutcome.Green, 1, 0d, null), (result.Outcome, result.Checked, result.LargestLogprobDifference, result.Reason));
        if (kind == ShardKind.Greedy)
        {
            var asked = Assert.Single(engine.Asked);
            Assert.Equal(("verify-run-3-0/greedy/", 4, "{\"temperature\":0}"), (asked.Id, asked.TokenLimit, asked.Fields.GetRawText()));
            Assert.Equal([6023, 151645, 151644], asked.Prompt.Ids);
            Assert.Equal("{}", asked.Conversation.Arguments?.GetRawText());
        }
        else
        {
            Assert.Equal("verify-run-3-0/score/", Assert.Single(engine.Scored).Id);
        }
    }

    /// <summary>Logprobs of tokens after the first other one were sampled after other ids, and are not compared.</summary>
    [Fact]
    public async Task Greedy_WhenATokenIsAnother_NamesItAndWhatTheEngineSays()
    {
        var engine = new HeldEngine { Ids = [562, 2152], Logprobs = [-0.75f, -9f], Facts = CauseTests.Facts("model=n") };

        var result = await RunAsync(engine, ShardKind.Greedy);

        var failure = Assert.Single(result.Failures);
        Assert.Equal((Item, "tokens", 1, LikelyCause.WeightChanged), (failure.Item, failure.What, failure.TokenIndex, failure.Cause));
        Assert.Equal((151645, new FailureToken(2152, "no")), (failure.Expected!.Id, failure.Found));
        Assert.EndsWith("Since the recording model was m and is n.", failure.Detail, StringComparison.Ordinal);
        Assert.Equal(0.25, result.LargestLogprobDifference);
    }

    /// <summary>Nothing else says that an engine is never asked, where a model was switched or a family is misspelt.</summary>
    [Theory]
    [InlineData("p.prompts.json")]
    [InlineData(Item)]
    public async Task Run_OfPromptsOfAnotherFamily_SaysThatTheEngineIsNotAsked(string item)
    {
        _corpus.Files["p.prompts.json"] = File().Replace("\"family\":\"tiny\"", "\"family\":\"huge\"", StringComparison.Ordinal);
        var engine = new HeldEngine();

        var result = await RunAsync(engine, ShardKind.Greedy, "e", item);

        Assert.Equal(ShardOutcome.Green, result.Outcome);
        Assert.Equal("p.prompts.json: of family huge; tiny is served, and its engines are not asked.", Assert.Single(result.Notes));
        Assert.Empty(engine.Asked);
    }

    [Fact]
    public async Task Greedy_WhenTheEngineFails_SaysSo()
    {
        var result = await RunAsync(new() { Fails = new InferenceOutcome.Nonsense("no ids") }, ShardKind.Greedy);

        var failure = Assert.Single(result.Failures);
        Assert.Equal((ShardOutcome.Red, "engine", LikelyCause.EngineFailed), (result.Outcome, failure.What, failure.Cause));
        Assert.StartsWith("The engine gave no completion: ", failure.Detail, StringComparison.Ordinal);
        Assert.Null(result.LargestLogprobDifference);
    }

    [Theory]
    [InlineData(-0.59f, -0.25f, null)]
    [InlineData(-0.5f, -0.5f, 1)]
    [InlineData(-0.75f, -1.25f, 0)]
    public async Task Scoring_WhenALogprobIsMuchOther_NamesTheFirst(float first, float second, int? index)
    {
        var result = await RunAsync(new() { Logprobs = [first, second] }, ShardKind.Scoring);

        Assert.Equal(Math.Max(Math.Abs(-0.5 - first), Math.Abs(-0.25 - second)), result.LargestLogprobDifference);
        Assert.Equal(index, result.Failures.SingleOrDefault()?.TokenIndex);
        Assert.All(result.Failures, failure => Assert.Equal(("logprobs", LikelyCause.EngineSamplesOtherwise), (failure.What, failure.Cause)));
        Assert.All(result.Failures, failure => Assert.EndsWith(AllSaid, failure.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scoring_WhenTheEngineFails_SaysSo()
    {
        var failure = Assert.Single((await RunAsync(new() { FailsToScore = new ScoringOutcome.Failed("status 500") }, ShardKind.Scoring)).Failures);

        Assert.Equal(("engine", "The engine gave no scores: status 500"), (failure.What, failure.Detail));
    }

    [Fact]
    public async Task Scoring_WhenTheWireCannot_IsNotServed()
    {
        var result = await RunAsync(new() { FailsToScore = new ScoringOutcome.NotServed("no scores here") }, ShardKind.Scoring);

        Assert.Equal((ShardOutcome.NotServed, "no scores here"), (result.Outcome, result.Reason));
    }

    /// <summary>A failure of the items before is not hidden by it.</summary>
    [Fact]
    public async Task Scoring_WhenTheWireCannotAndAFileIsGone_IsRed()
    {
        var engine = new HeldEngine { FailsToScore = new ScoringOutcome.NotServed("no scores here") };

        var result = await RunAsync(engine, ShardKind.Scoring, "e", "gone.prompts.json#hi", Item);

        Assert.Equal((ShardOutcome.Red, null), (result.Outcome, result.Reason));
    }

    [Theory]
    [InlineData(ShardKind.Greedy)]
    [InlineData(ShardKind.Scoring)]
    public async Task Run_WhenItsEngineIsNotConfigured_IsNotServed(ShardKind kind)
    {
        var engine = new HeldEngine();

        var result = await RunAsync(engine, kind, "gone", Item);

        Assert.Equal((ShardOutcome.NotServed, "The engine gone is not configured any more."), (result.Outcome, result.Reason));
        Assert.Empty(engine.Asked);
    }

    [Theory]
    [InlineData("gone.prompts.json#hi", "file", "The file was there when the run was planned, and is gone.")]
    [InlineData("gone", "file", "The file was there when the run was planned, and is gone.")]
    [InlineData("p.prompts.json#ho", "file", "The file has no prompt of this name any more.")]
    [InlineData("p.prompts.json", "file", "The file has no prompt of this name any more.")]
    [InlineData("bad.prompts.json", "format", "format: ")]
    public async Task Run_OfAPromptThatIsNotThere_SaysWhyAndAsksNobody(string item, string what, string detail)
    {
        _corpus.Files["bad.prompts.json"] = "{}";
        var engine = new HeldEngine();

        var result = await RunAsync(engine, ShardKind.Greedy, "e", item);

        var failure = Assert.Single(result.Failures);
        Assert.Equal((1, item, what, LikelyCause.Unknown), (result.Checked, failure.Item, failure.What, failure.Cause));
        Assert.Contains(detail.Replace("format: ", "format", StringComparison.Ordinal), failure.Detail, StringComparison.Ordinal);
        Assert.Empty(engine.Asked);
    }

    [Fact]
    public async Task Run_OfAPromptThatComesOutOtherwise_NamesTheTokenAndAsksNobody()
    {
        _corpus.Files["p.prompts.json"] = File().Replace("[6023,", "[562,", StringComparison.Ordinal);
        var engine = new HeldEngine();

        var failure = Assert.Single((await RunAsync(engine, ShardKind.Scoring)).Failures);

        Assert.Equal(("prompt", 0, LikelyCause.TemplateChanged), (failure.What, failure.TokenIndex, failure.Cause));
        Assert.Equal((new FailureToken(562, "ok"), new FailureToken(6023, "hi")), (failure.Expected, failure.Found));
        Assert.EndsWith("The engine was not asked: this prompt was never recorded.", failure.Detail, StringComparison.Ordinal);
        Assert.Empty(engine.Scored);
    }

    [Fact]
    public async Task Run_OfARequestThatIsRefused_SaysWhy()
    {
        _corpus.Files["p.prompts.json"] = File().Replace("\"role\":\"user\"", "\"role\":\"nobody\"", StringComparison.Ordinal);

        var failure = Assert.Single((await RunAsync(new(), ShardKind.Greedy)).Failures);

        Assert.Equal((Item, "request", LikelyCause.Unknown), (failure.Item, failure.What, failure.Cause));
        Assert.Contains("role", failure.Detail, StringComparison.Ordinal);
    }

    private static string File() => "{\"format\":\"tito.golden-prompts\",\"version\":1,\"family\":\"tiny\",\"recorded_at\":\"2026-11-29T02:00:00+00:00\",\"assets\":{"
        + string.Join(',', AssetFingerprints.Of(TinyGolden.Model).Select(print => $"\"{print.Name}\":\"{print.Value}\""))
        + """
        },"engine":{"model":"m"},
         "prompts":[{"name":"hi","request":{"messages":[{"role":"user","content":"hi"}]},"max_tokens":4,"finish_reason":"stop",
                     "prompt_ids":[6023,151645,151644],"completion_ids":[562,151645],"logprobs":[-0.5,-0.25]}]}
        """;

    private Task<ShardResult> RunAsync(HeldEngine engine, ShardKind kind) => RunAsync(engine, kind, "e", Item);

    private Task<ShardResult> RunAsync(HeldEngine engine, ShardKind kind, string name, params string[] items) => new ShardVerifier(
        TinyGolden.Model, _corpus, new(new InMemoryJournal(), TinyGolden.Model), [new HeldEngine { Name = "other" }, engine], new(), TimeProvider.System)
        .RunAsync("run", new(3, kind, name, [.. items]), [], Ends);
}

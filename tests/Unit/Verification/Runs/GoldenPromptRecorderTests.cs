using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Verification;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Tests.Unit.Turns.Scripts;
using Tito.Tests.Unit.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>Golden prompts that are recorded from an engine. Ids as TinyGolden has them.</summary>
public sealed class GoldenPromptRecorderTests
{
    private const string Hi = """{"messages":[{"role":"user","content":"hi"}]}""";

    private readonly HandClock _clock = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OfRequests_HasWhatTheEngineGave()
    {
        var engine = new HeldEngine { Ids = [562, 151645], Logprobs = [-0.5f, -0.25f], Facts = CauseTests.Facts("model=m") };

        var file = await RecordAsync(engine, 7, Hi, """{"messages":[{"role":"user","content":"yes"}],"tools":[{"function":{"name":"f"}}],"chat_template_kwargs":{"x":1}}""");

        Assert.Equal(("tiny", _clock.Now, "m"), (file.Family, file.RecordedAt, file.Engine[EngineFacts.Model]));
        Assert.Equal(AssetFingerprints.Of(TinyGolden.Model), file.Assets);
        Assert.Equal(["p0", "p1"], file.Prompts.Select(prompt => prompt.Name));
        Assert.Equal(["6023 151645 151644", "9693 151645 151644"], file.Prompts.Select(prompt => string.Join(' ', prompt.PromptIds)));
        Assert.All(file.Prompts, prompt => Assert.Equal((7, "562 151645", "stop"), (prompt.MaxTokens, string.Join(' ', prompt.CompletionIds), prompt.FinishReason)));
        Assert.All(file.Prompts, prompt => Assert.Equal([-0.5f, -0.25f], prompt.Logprobs));
        Assert.Equal(Hi, file.Prompts[0].Request.GetRawText());
        Assert.Equal([$"golden-0-{_clock.Now.UtcTicks}", $"golden-1-{_clock.Now.UtcTicks}"], engine.Asked.Select(asked => asked.SessionId));
        Assert.All(engine.Asked, asked => Assert.Equal(($"{asked.SessionId}/greedy/", 7, "{\"temperature\":0}"), (asked.Id, asked.TokenLimit, asked.Fields.GetRawText())));
        var (first, second) = (engine.Asked[0].Conversation, engine.Asked[1].Conversation);
        Assert.Equal("{\"role\":\"user\",\"content\":\"hi\"}", Assert.Single(first.Messages).GetRawText());
        Assert.Equal((null, "{}"), (first.Tools, first.Arguments?.GetRawText()));
        Assert.Equal(("[{\"function\":{\"name\":\"f\"}}]", "{\"x\":1}"), (second.Tools?.GetRawText(), second.Arguments?.GetRawText()));
    }

    /// <summary>The prompt before the completion is not scored.</summary>
    [Fact]
    public void Scoring_OfACompletion_BeginsBehindThePrompt()
    {
        var prompt = new GoldenPromptMaker(TinyGolden.Model).Make(JsonElement.Parse(Hi), _clock.Now).Prompt!;

        var asked = GoldenPromptMaker.Scoring("s", prompt, [562, 151645], [-0.5f, -0.25f]);

        Assert.Equal(("s/score/", "s", 3), (asked.Id, asked.SessionId, asked.Start));
        Assert.Equal([6023, 151645, 151644, 562, 151645], asked.Tokens.ToIds());
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"nobody","content":"hi"}]}""", "messages[0].role")]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("{}", "messages: is required.")]
    public async Task RunAsync_OfARequestThatMakesNoPrompt_NamesIt(string request, string reason)
    {
        var engine = new HeldEngine { Ids = [562], Logprobs = [-0.5f] };

        var refused = await Assert.ThrowsAsync<GoldenFormatException>(() => RecordAsync(engine, 1, Hi, request));

        Assert.Equal("prompts[1]", refused.Field);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Single(engine.Asked);
    }

    /// <summary>What the reader refuses every night is not recorded, and no engine is asked for it.</summary>
    [Fact]
    public async Task RunAsync_OfTwoRequestsWithOneName_OrOfNone_IsRefused()
    {
        var engine = new HeldEngine { Ids = [562], Logprobs = [-0.5f] };
        var (recorder, hi) = (new GoldenPromptRecorder(TinyGolden.Model, _clock), JsonElement.Parse(Hi));

        var twice = await Assert.ThrowsAsync<GoldenFormatException>(() => recorder.RunAsync(engine, [("a", hi), ("b", hi), ("a", hi)], 1, Ends));
        var none = await Assert.ThrowsAsync<GoldenFormatException>(() => recorder.RunAsync(engine, [], 1, Ends));

        Assert.Equal("prompts[2].name: a is the name of prompts[0] as well.", twice.Message);
        Assert.Equal("prompts: must have a prompt.", none.Message);
        Assert.Empty(engine.Asked);
    }

    public static TheoryData<InferenceOutcome?, string> Failures => new()
    {
        { null, "it sampled no token." },
        { new InferenceOutcome.Unserved("n", "is not served."), "n is not served." },
        { new InferenceOutcome.Rejected(503, null, default), "it answered with status 503." },
        { new InferenceOutcome.Nonsense("no ids"), "no ids" },
        { new InferenceOutcome.Unreachable("no route"), "no route" },
        { new InferenceOutcome.TimedOut(TimeSpan.FromSeconds(90)), "it gave no answer within 00:01:30." },
        { new InferenceOutcome.NoRoom("too long"), "too long" },
        { new InferenceOutcome.NotSent(NotSentReason.Busy, "busy", TimeSpan.Zero), "busy" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_WhenTheEngineGivesNone_SaysWhy(InferenceOutcome? fails, string reason)
    {
        var refused = await Assert.ThrowsAsync<GoldenFormatException>(() => RecordAsync(new() { Fails = fails }, 1, Hi));

        Assert.Equal($"prompts[0]: the engine gave no completion: {reason}", refused.Message);
    }

    private Task<GoldenPromptFile> RecordAsync(HeldEngine engine, int maxTokens, params string[] requests) =>
        new GoldenPromptRecorder(TinyGolden.Model, _clock).RunAsync(
            engine, [.. requests.Select((request, i) => ($"p{i}", JsonElement.Parse(request)))], maxTokens, Ends);
}

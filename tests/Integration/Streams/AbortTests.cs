using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Tests.Integration.Fronts;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>Turns that are given up: by a client that goes away, by an operator, by the engine.</summary>
public sealed class AbortTests
{
    private const string Resume = """{"on_abort":"resume"}""";

    private static CancellationToken Ends => LiveSession.Ends;

    [Fact]
    public async Task HangUp_WithoutAKey_AbortsTheRequestAtTheEngineAndKeepsWhatWasSampled()
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next().Gives("One two");
        var stream = await session.StreamAsync();
        await stream.DeltaAsync(Ends);
        stream.Dispose();

        var intent = await EndedAsync(session);
        Assert.Equal(new IntentEnd.Failed(IntentFailure.Abandoned), intent.End);

        // Its client over HTTP tells it; the engine of this process hears it from the token that ends.
        string[] told = ThisProcess.Serves ? [] : [(await answer.Arrived).Id];
        Assert.Equal(told, session.Engine.Aborts);
        var kept = Assert.Single(intent.Aborted.Items);
        Assert.Equal(ServedModel.Tokenizer.Encode("One two", Tokenizers.SpecialTokens.Parse), kept.Completion!.Ids);
        Assert.Equal(StreamedAnswer.Logprob(1), kept.Completion.Logprobs[1]);
    }

    [Theory]
    [InlineData("k", "")]
    [InlineData(null, """{"on_hangup":"finish"}""")]
    public async Task HangUp_WithAKeyOrInASessionThatFinishes_GoesOnAndIsCommitted(string? key, string settings)
    {
        await using var session = await LiveSession.OpenAsync(settings);
        var answer = session.Engine.Next().Gives("One");
        var stream = await session.StreamAsync(key);
        await stream.DeltaAsync(Ends);
        stream.Dispose();
        answer.Gives(" two<|im_end|>").Ends();

        Assert.IsType<IntentEnd.Committed>((await EndedAsync(session)).End);
        Assert.Empty(session.Engine.Aborts);
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, Resume)]
    public async Task AbortSession_WhileATurnIsSampled_EndsItForGood(bool takesAborts, string settings)
    {
        await using var session = await LiveSession.OpenAsync(settings, engine: new() { TakesAborts = takesAborts });
        var answer = session.Engine.Next().Gives("One two");
        using var stream = await session.StreamAsync();
        await stream.DeltaAsync(Ends);

        var report = (await session.Client.PostAsync($"sessions/{session.Id}/abort", "")).Json;

        Assert.Equal((1, 0), (report.GetProperty("aborted").GetInt32(), report.GetProperty("elsewhere").GetArrayLength()));
        Assert.Equal(ThisProcess.Serves ? $"{session.Id}/" : (await answer.Arrived).Id, session.Engine.Aborts.First());
        var rest = await stream.RestAsync(Ends);
        Assert.Equal("engine_aborted", JsonElement.Parse(rest[^1]).GetProperty("error").GetProperty("code").GetString());
        var intent = Assert.Single((await session.LoadAsync()).Intents);
        Assert.Equal((new IntentEnd.Failed(IntentFailure.EngineAborted), 2), (intent.End, Assert.Single(intent.Aborted.Items).TokenCount));
    }

    [Fact]
    public async Task AbortSession_OfNoSession_Is404()
    {
        await using var session = await LiveSession.OpenAsync();

        Assert.Equal((404, "session_not_found"), (await session.Client.PostAsync("sessions/0/abort", "")).Error);
    }

    [Fact]
    public async Task Abort_OfAllTurns_AnswersAWholeRequestWith503AndLetsItBeAskedAgain()
    {
        await using var session = await LiveSession.OpenAsync();
        var first = session.Engine.Next().Gives("One two");
        var turn = session.AskAsync("k");
        await first.Arrived;

        var report = (await session.Client.PostAsync("abort", "")).Json;

        Assert.Equal((1, 0), (report.GetProperty("aborted").GetInt32(), report.GetProperty("resumed").GetInt32()));
        Assert.Equal((503, "engine_aborted"), (await turn).Error);
        session.Engine.Next().Gives("Anew<|im_end|>").Ends();
        Assert.Equal("0", (await session.AskAsync("k")).Headers["x-tito-turn"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Abort_WhereTheSessionResumes_GoesOnToTheSameTokensInOneTurn(bool takesAborts)
    {
        await using var session = await LiveSession.OpenAsync(Resume, engine: new() { TakesAborts = takesAborts });
        var (first, second) = (session.Engine.Next("v1").Gives("<think>\nHm"), session.Engine.Next("v2"));
        using var stream = await session.StreamAsync("k", LiveSession.Body(stream: true, fields: "\"max_tokens\":100,"));
        await stream.DeltaAsync(Ends);

        var report = (await session.Client.PostAsync("abort", "")).Json;
        second.Gives("m.\n</think>\n\nYes.<|im_end|>").Ends();
        var rest = await stream.RestAsync(Ends);

        Assert.Equal((1, 1), (report.GetProperty("aborted").GetInt32(), report.GetProperty("resumed").GetInt32()));
        Assert.Equal("[DONE]", rest[^1]);
        var (one, two) = (await first.Arrived, await second.Arrived);
        var head = ServedModel.Tokenizer.Encode("<think>\nHm", Tokenizers.SpecialTokens.Parse);
        Assert.Equal([.. one.Prompt.Ids, .. head], two.Prompt.Ids);
        // A wire has one place for the client's limit and for ours.
        Assert.Equal((ThisProcess.Serves ? null : 100, 100 - head.Length), (one.TokenLimit, two.TokenLimit));
        Assert.False(two.Id.StartsWith(one.Id, StringComparison.Ordinal) || one.Id.StartsWith(two.Id, StringComparison.Ordinal));

        var turn = Assert.Single((await session.LoadAsync()).Trajectory.Turns).Content;
        var tail = ServedModel.Tokenizer.Encode("m.\n</think>\n\nYes.<|im_end|>", Tokenizers.SpecialTokens.Parse);
        Assert.Equal([.. head, .. tail], turn.Completion.Ids);
        Assert.Equal(
            [.. Enumerable.Range(0, head.Length).Select(StreamedAnswer.Logprob), .. Enumerable.Range(0, tail.Length).Select(StreamedAnswer.Logprob)],
            turn.Completion.Logprobs);
        Assert.Equal(("Hmm.", "Yes."), (turn.Assistant.Json.GetProperty("reasoning_content").GetString(), turn.Assistant.Json.GetProperty("content").GetString()));
        Assert.Equal("v2", turn.Exchange.WeightVersion);
        Assert.Equal(("v2", head.Length, head.Length + tail.Length), (turn.Exchange.WeightSpans[^1].Version, turn.Exchange.WeightSpans[^1].Start, turn.Exchange.WeightSpans[^1].End));
        Assert.Equal(["v1", "v2"], turn.Exchange.WeightSpans.Select(span => span.Version));
    }

    [Fact]
    public async Task Resume_OfAnEngineThatAbortsWithoutAToken_GivesUpTheSecondTime()
    {
        await using var session = await LiveSession.OpenAsync(Resume);
        session.Engine.Next().Ends("abort");
        session.Engine.Next().Ends("abort");

        Assert.Equal((503, "engine_aborted"), (await session.AskAsync()).Error);
    }

    [Theory]
    [InlineData("One<|im_end|>", "stop")]
    [InlineData("One two three", "length")]
    public async Task Resume_OfACompletionThatWasWholeAlready_AsksNobody(string text, string reason)
    {
        await using var session = await LiveSession.OpenAsync(Resume);
        session.Engine.Next().Gives(text).Ends("abort");

        var answer = await session.AskAsync(body: LiveSession.Body(fields: "\"max_tokens\":3,"));

        Assert.Equal(reason, answer.Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    private static async Task<TurnIntent> EndedAsync(LiveSession session)
    {
        while (true)
        {
            if ((await session.LoadAsync()).Intents.SingleOrDefault() is { End: not null } intent)
            {
                return intent;
            }

            await Task.Yield();
        }
    }
}

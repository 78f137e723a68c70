using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>A client reads what is sampled while it is sampled, and the end when the turn is committed.</summary>
public sealed class LiveStreamTests(ITestOutputHelper output)
{
    private const string Call = """<tool_call>{"name": "get_weather", "arguments": {"city":  "Zürich 🌧️"}}</tool_call>""";

    private static CancellationToken Ends => LiveSession.Ends;

    [Fact]
    public async Task Chat_WhileTheEngineSamples_TellsEachDeltaAndTheEndAfterTheCommit()
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next();
        var watch = Stopwatch.StartNew();
        using var stream = await session.StreamAsync();
        var headers = watch.Elapsed;
        Assert.Equal(": waiting", await stream.NextAsync(Ends));

        watch.Restart();
        answer.Gives("<think>\nHmm");
        Assert.Equal("""{"role":"assistant","content":""}""", (await stream.DeltaAsync(Ends)).GetRawText());
        Assert.Equal("""{"reasoning_content":"Hmm"}""", (await stream.DeltaAsync(Ends)).GetRawText());
        output.WriteLine($"headers after {headers.TotalMilliseconds:0} ms; the first delta {watch.Elapsed.TotalMilliseconds:0.0} ms after the engine's");
        answer.Gives("\n</think>\n\nSo: 🌧️");
        Assert.Equal("So: 🌧️", (await stream.DeltaAsync(Ends)).GetProperty("content").GetString());
        Assert.Empty((await session.LoadAsync()).Trajectory.Turns);

        answer.Gives("\n" + Call).Gives("<|im_end|>").Ends();
        var rest = await stream.RestAsync(Ends);

        var turn = Assert.Single((await session.LoadAsync()).Trajectory.Turns);
        Assert.Equal(("text/event-stream", "-1"), (stream.Headers["content-type"], stream.Headers["x-tito-parent"]));
        Assert.Equal("[DONE]", rest[^1]);
        var calls = rest[..^2].Select(data => JsonElement.Parse(data).GetProperty("choices")[0].GetProperty("delta"))
            .Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        Assert.Equal("get_weather", calls[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Matches("^call_[0-9a-f]{24}$", calls[0].GetProperty("id").GetString());
        Assert.Equal(
            """{"city":  "Zürich 🌧️"}""",
            string.Concat(calls.Select(call => call.GetProperty("function").GetProperty("arguments").GetString())));
        var end = JsonElement.Parse(rest[^2]);
        Assert.Equal("tool_calls", end.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("{}", end.GetProperty("choices")[0].GetProperty("delta").GetRawText());
        Assert.Equal(turn.Content.Completion.Ids.Length, end.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal(turn.Digest.ToString(), end.GetProperty("tito").GetProperty("digest").GetString());
        Assert.Equal(turn.Content.Exchange.ResponseId, end.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Chat_HoweverItIsSplitAndTold_SaysTheCommittedMessage()
    {
        await using var session = await LiveSession.OpenAsync();
        var ids = ServedModel.Tokenizer.Encode($"<think>\nHmm 🌧️\n</think>\n\nSo.\n{Call}<|im_end|>", Tokenizers.SpecialTokens.Parse);
        var answer = session.Engine.Next();
        foreach (var id in ids)
        {
            answer.Gives([id]);
        }

        answer.Ends();
        using var stream = await session.StreamAsync("k");
        var live = await stream.RestAsync(Ends);

        using var replay = await session.StreamAsync("k");
        var again = await replay.RestAsync(Ends);

        Assert.Equal("true", replay.Headers["idempotent-replayed"]);
        Assert.Equal(live[^2..], again[^2..]);
        Assert.Equal(Message(live), Message(again));
        Assert.Equal(("Hmm 🌧️", "So."), (Message(live).Reasoning, Message(live).Content));
    }

    [Fact]
    public async Task Chat_WhenARetryComesInMidStream_TellsItEverythingFromTheFirstDelta()
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next().Gives("One");
        using var first = await session.StreamAsync("k");
        await first.DeltaAsync(Ends);
        Assert.Equal("""{"content":"One"}""", (await first.DeltaAsync(Ends)).GetRawText());

        using var second = await session.StreamAsync("k");
        await second.DeltaAsync(Ends);
        Assert.Equal("""{"content":"One"}""", (await second.DeltaAsync(Ends)).GetRawText());
        answer.Gives(" two").Gives("<|im_end|>").Ends();

        Assert.Equal("true", second.Headers["idempotent-replayed"]);
        Assert.Equal(await first.RestAsync(Ends), await second.RestAsync(Ends));
        Assert.Single((await session.LoadAsync()).Trajectory.Turns);
    }

    [Fact]
    public async Task Chat_WhenTheTurnCannotBeCommitted_EndsWithAnErrorAndNoDone()
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next().Gives("One");
        using var stream = await session.StreamAsync();
        await stream.DeltaAsync(Ends);

        Assert.Equal(200, (int)(await session.Client.PostAsync($"sessions/{session.Id}/close", "")).Status);
        answer.Gives("<|im_end|>").Ends();

        var rest = await stream.RestAsync(Ends);
        Assert.Equal("session_closed", JsonElement.Parse(rest[^1]).GetProperty("error").GetProperty("code").GetString());
        Assert.DoesNotContain("[DONE]", rest);
    }

    [Fact]
    public async Task Chat_WhenTheEngineFailsInMidStream_EndsWithAnErrorAndKeepsWhatWasSampled()
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next().Gives("One").Gives(" two");
        using var stream = await session.StreamAsync();
        await stream.DeltaAsync(Ends);
        answer.Fails(new InferenceOutcome.Unreachable("It broke."));

        var rest = await stream.RestAsync(Ends);

        Assert.Equal("engine_unreachable", JsonElement.Parse(rest[^1]).GetProperty("error").GetProperty("code").GetString());
        var intent = Assert.Single((await session.LoadAsync()).Intents);
        Assert.Equal(2, Assert.Single(intent.Aborted.Items).TokenCount);
    }

    [Fact]
    public async Task Chat_WhenTheEngineRefusesAtOnce_AnswersWithItsStatus()
    {
        await using var session = await LiveSession.OpenAsync();
        HttpAnswer answer;
        do
        {
            // Where a busy machine takes a tenth of a second for it, the headers of a stream have left by then, which is another test's.
            session.Engine.Next().Fails(new InferenceOutcome.Rejected(429, null, default));
            answer = await session.AskAsync(body: LiveSession.Body(stream: true));
        }
        while (answer.Headers["content-type"] == "text/event-stream");

        Assert.Equal(429, (int)answer.Status);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("ST")]
    public async Task Chat_AtAStopString_ShowsNothingOfIt(string stop)
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next().Gives("Go S").Gives("ay").Gives(" S");
        using var stream = await session.StreamAsync("k", LiveSession.Body(stream: true, fields: $"\"stop\":[\"{stop}\"],"));
        await stream.DeltaAsync(Ends);
        Assert.Equal("""{"content":"Go "}""", (await stream.DeltaAsync(Ends)).GetRawText());
        answer.Gives("TOP").Ends("stop", new StopMatch(null, stop));

        var rest = await stream.RestAsync(Ends);

        Assert.Equal("Say ", Message(rest).Content);
        var turn = Assert.Single((await session.LoadAsync()).Trajectory.Turns);
        Assert.Equal("Go Say ", turn.Content.Assistant.Json.GetProperty("content").GetString());
        Assert.EndsWith("STOP", ServedModel.Tokenizer.Decode(turn.Content.Completion.Ids.AsSpan(), skipSpecialTokens: false), StringComparison.Ordinal);
    }

    private static (string Reasoning, string Content, string Calls) Message(IEnumerable<string> events)
    {
        var deltas = events.Where(data => data[0] == '{').Select(data => JsonElement.Parse(data).GetProperty("choices"))
            .Where(choices => choices.GetArrayLength() > 0).Select(choices => choices[0].GetProperty("delta")).ToList();
        return (Text("reasoning_content"), Text("content"), string.Concat(deltas.Select(delta =>
            delta.TryGetProperty("tool_calls", out var calls) ? calls[0].GetProperty("function").GetProperty("arguments").GetString() : "")));

        string Text(string name) => string.Concat(deltas.Select(delta => delta.TryGetProperty(name, out var text) ? text.GetString() : ""));
    }
}

using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Turns that did not end as their family ends one, over HTTP: what follows them, and who is told.</summary>
public sealed class EndsTests
{
    private const string Opening = "<|im_start|>user\ngo<|im_end|>\n<|im_start|>assistant\n";

    /// <summary>A ReAct agent's stop string is in the tokens and not in the message.</summary>
    [Fact]
    public async Task Chat_AfterAStopString_ClosesTheTurnAndTellsEverybody()
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Samples("Look it up\nObservation:", "Look it up\nObservation:", "stop").Says("Fine.");
        var talk = new Conversation().User("go");

        var first = await session.TakeAsync(talk);
        var second = await session.TakeAsync(talk.Assistant("Look it up\nObservation:").User("next"));

        Assert.Equal(("no_stop_token", "stop_token"), (first.Headers["x-tito-end"], second.Headers["x-tito-end"]));
        Assert.Equal(
            Opening + "Look it up\nObservation:<|im_end|>\n<|im_start|>user\nnext<|im_end|>\n<|im_start|>assistant\n", session.Prompts[1]);
        var page = await session.ViewAsync();
        Assert.Equal(("complete", """[{"turn":0,"end":"no_stop_token"}]"""), (page.State, page.Status.GetProperty("unended").GetRawText()));
        Assert.Equal(["prompt", "model", "splice", "splice", "environment", "model"], page.Origins.Select(run => run.Origin));
        Assert.Equal("unended_turn", page.Metadata.GetProperty("tito_session_mismatch")[0].GetProperty("cause").GetString());
        var sample = await SampleAsync(session);
        Assert.Equal("""[{"turn":0,"end":"no_stop_token"}]""", sample.GetProperty("metadata").GetProperty("ends").GetRawText());
        Assert.Equal("completed", sample.GetProperty("status").GetString());
        Assert.True((await session.Client.PostAsync($"sessions/{session.Id}/verify", "")).Json.GetProperty("verified").GetBoolean());
    }

    /// <summary>Speculative decoding leaves tokens after the stop token: they stay with the turn alone.</summary>
    [Fact]
    public async Task Chat_AfterTokensBehindTheStopToken_CutsThemFromTheNextPromptAndTheSample()
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Samples("Ok.<|im_end|>\n<|im_start|>", "Ok.", "stop").Samples("Yes.<|im_end|>!", "Yes.", "stop");
        var talk = new Conversation().User("go");

        var first = await session.TakeAsync(talk);
        await session.TakeAsync(talk.Assistant("Ok.").User("next"));

        Assert.Equal("tokens_after_stop", first.Headers["x-tito-end"]);
        Assert.Equal(Opening + "Ok.<|im_end|>\n<|im_start|>user\nnext<|im_end|>\n<|im_start|>assistant\n", session.Prompts[1]);
        var proof = (await session.Client.GetAsync($"sessions/{session.Id}/proof")).Json;
        Assert.Equal(2, proof.GetProperty("turns")[0].GetProperty("tokens_after_stop").GetInt32());
        Assert.Equal(2, proof.GetProperty("turns")[1].GetProperty("replaced_count").GetInt32());
        Assert.True(proof.GetProperty("turns")[1].GetProperty("levels")[3].GetProperty("holds").GetBoolean());
        var sample = await SampleAsync(session);
        Assert.EndsWith("Yes.<|im_end|>", sample.GetProperty("response").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<|im_start|><|im_start|>", sample.GetProperty("response").GetString(), StringComparison.Ordinal);
        Assert.Contains("2 tokens after its stop token", (await session.Client.GetAsync($"sessions/{session.Id}/view")).Text, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SampleAsync(ScriptedSession session)
    {
        session.Client.Headers.Accept.ParseAdd("application/json");
        return (await session.Client.PostAsync($"sessions/{session.Id}/samples", "")).Json.GetProperty("samples")[0];
    }

    [Theory]
    [InlineData("{}", "stop", 200)]
    [InlineData("{}", "length", 409)]
    [InlineData("{}", "content_filter", 409)]
    [InlineData("""{"unended":"close"}""", "length", 200)]
    [InlineData("""{"unended":"close"}""", "content_filter", 200)]
    [InlineData("""{"unended":"refuse"}""", "stop", 409)]
    [InlineData("""{"unended":"run_on"}""", "stop", 200)]
    public async Task Chat_AfterATurnWithoutAnEnd_IsWhatTheSessionChose(string settings, string finishReason, int status)
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = (await session.Client.PostAsync("sessions", settings)).Json.GetProperty("session_id").GetString()!;
        session.Script.Samples("a", "a", finishReason).Says("b");
        var talk = new Conversation().User("go");
        await session.Client.TakeAsync(id, talk.Body());

        var answer = await session.Client.ChatAsync(id, talk.Assistant("a").User("next").Body());

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status == 409, answer.Text.Contains("\"code\":\"turn_truncated\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_OfASessionWhereTurnsRunOn_NamesLevelFour()
    {
        await using var session = await ScriptedSession.OpenAsync();
        var id = (await session.Client.PostAsync("sessions", """{"unended":"run_on"}""")).Json.GetProperty("session_id").GetString()!;
        session.Script.Samples("a", "a", "stop").Says("b");
        var talk = new Conversation().User("go");
        await session.Client.TakeAsync(id, talk.Body());
        await session.Client.TakeAsync(id, talk.Assistant("a").User("next").Body());

        var found = (await session.Client.PostAsync($"sessions/{id}/verify", "")).Json.GetProperty("disagreements");

        Assert.Equal("level 4", Assert.Single(found.EnumerateArray()).GetProperty("what").GetString());
    }

    /// <summary>The engine's parser is not believed: what it says is held against the tokens.</summary>
    [Theory]
    [InlineData("Yes.<|im_end|>", """{"role":"assistant","content":"Yes."}""", null)]
    [InlineData("<think>\nhm\n</think>\n\nYes.<|im_end|>", """{"role":"assistant","content":"Yes.","reasoning_content":"hm"}""", null)]
    [InlineData("Yes.<|im_end|>", """{"role":"assistant","content":"No."}""", "content")]
    [InlineData("<think>\nhm\n</think>\n\nYes.<|im_end|>", """{"role":"assistant","content":"Yes."}""", "reasoning_content")]
    [InlineData("Yes.<|im_end|>", """{"role":"assistant","content":"Yes.","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]}""", "tool_calls")]
    public async Task Chat_WhenTheMessageIsNotWhatTheTokensSay_SaysTheField(string text, string message, string? field)
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Parses(text[..^"<|im_end|>".Length], message);

        var answer = await session.TakeAsync(new Conversation().User("go"));

        Assert.Equal(field, answer.Headers.GetValueOrDefault("x-tito-disagreement"));
        Assert.Equal(
            field is null ? "[]" : $$"""[{"turn":0,"field":"{{field}}"}]""", (await session.ViewAsync()).Status.GetProperty("disagreeing").GetRawText());
    }

    /// <summary>An engine that gives a turn up gave no answer.</summary>
    [Fact]
    public async Task Chat_WhenTheEngineGivesTheTurnUp_Is503AndTheNextAttemptAsksAgain()
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Samples("Half an", "Half an", "abort").Says("Whole.");
        var talk = new Conversation().User("go");

        var aborted = await session.Client.ChatAsync(session.Id, talk.Body(), ("Idempotency-Key", "k"));
        var between = await session.ViewAsync();
        var answer = await session.Client.ChatAsync(session.Id, talk.Body(), ("Idempotency-Key", "k"));

        Assert.Equal((503, "engine_aborted"), aborted.Error);
        Assert.Equal("1", aborted.Headers["retry-after"]);
        Assert.Equal("incomplete", between.State);
        Assert.Empty(between.Ids);
        Assert.True(Assert.Single(between.Status.GetProperty("aborted").EnumerateArray()).GetProperty("missing").GetBoolean());
        Assert.Equal(200, (int)answer.Status);
        var page = await session.ViewAsync();
        Assert.Equal("complete", page.State);
        var kept = Assert.Single(page.Status.GetProperty("aborted").EnumerateArray());
        Assert.False(kept.GetProperty("missing").GetBoolean());
        var attempt = Assert.Single(kept.GetProperty("attempts").EnumerateArray());
        Assert.Equal((2, "v1"), (attempt.GetProperty("tokens").GetInt32(), attempt.GetProperty("weight_version").GetString()));
        Assert.True(attempt.GetProperty("kept").GetBoolean());
        var sample = await SampleAsync(session);
        Assert.Equal("Whole.<|im_end|>", sample.GetProperty("response").GetString());
        Assert.Equal("completed", sample.GetProperty("status").GetString());
    }
}

using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Listing sessions, moving the active turn and closing, over HTTP.</summary>
public sealed class HeadRouteTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollback_ToAnyTurn_MakesItTheConversationAndTheNextRequestContinuesIt()
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2", "a3", "b2");
        var talk = new Conversation().User("u1");
        var first = await session.Client.TakeAsync(session.Id, talk.Body());
        var afterFirst = await session.Client.ViewAsync(session.Id);
        await session.Client.TakeAsync(session.Id, talk.Assistant("a1").User("u2").Body());
        await session.Client.TakeAsync(session.Id, talk.Assistant("a2").User("u3").Body());

        var moved = await RollBackAsync(session, 0);

        Assert.Equal(
            (0, 3, first.Headers["x-tito-digest"]),
            (moved.Json.GetProperty("active_turn").GetInt32(), moved.Json.GetProperty("turn_count").GetInt32(), moved.Json.GetProperty("digest").GetString()));
        var view = await session.Client.ViewAsync(session.Id);
        Assert.Equal(afterFirst.Ids, view.Ids);
        Assert.Equal(afterFirst.Digest, view.Digest);

        var next = await session.Client.TakeAsync(session.Id, new Conversation().User("u1").Assistant("a1").User("other").Body());
        Assert.Equal(("3", "0"), (next.Headers["x-tito-turn"], next.Headers["x-tito-parent"]));
        Assert.Equal(2, (await session.Client.ViewAsync(session.Id)).Json.GetProperty("records").GetArrayLength());

        // Forward again, to a turn that was left behind.
        Assert.Equal(200, (int)(await RollBackAsync(session, 2)).Status);
        Assert.Equal(3, (await session.Client.ViewAsync(session.Id)).Json.GetProperty("records").GetArrayLength());
        Assert.True((await session.Client.PostAsync($"sessions/{session.Id}/verify", "")).Json.GetProperty("verified").GetBoolean());
    }

    /// <summary>Qwen3 writes the texts of a content's parts with a space between them, so that the second request is a retry of the first.</summary>
    [Fact]
    public async Task Rollback_OfASessionThatARetryLeft_SaysTheReasonAsTheFamilyWritesIt()
    {
        await using var session = await ScriptedSession.OpenLinearAsync("a1", "b1");
        await session.TakeAsync(new Conversation().System("be brief").User("u1"));
        var retried = await session.ChatAsync(
            """{"messages":[{"role":"system","content":[{"type":"text","text":"be"},{"type":"text","text":"brief"}]},{"role":"user","content":"u2"}]}""");

        Assert.EndsWith("reason=retry", retried.Headers["x-tito-left-behind"], StringComparison.Ordinal);
        Assert.Equal(
            """{"retry":1,"rollback":1}""",
            (await RollBackAsync(session, -1)).Json.GetProperty("left_behind").GetProperty("reasons").GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rollback_ToNone_LeavesAnEmptyConversation()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        await session.Client.TakeAsync(session.Id, new Conversation().User("u1").Body());

        Assert.Equal(-1, (await RollBackAsync(session, -1)).Json.GetProperty("active_turn").GetInt32());
        Assert.Empty((await session.Client.ViewAsync(session.Id)).Ids);
    }

    [Theory]
    [InlineData("{\"turn\":1}")]
    [InlineData("{\"turn\":-2}")]
    [InlineData("{\"turn\":\"0\"}")]
    [InlineData("{\"turn\":0.5}")]
    [InlineData("{\"to\":0}")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Rollback_ToWhatIsNoTurn_Is400AndNamesTheField(string body)
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        await session.Client.TakeAsync(session.Id, new Conversation().User("u1").Body());

        var answer = await session.Client.PostAsync($"sessions/{session.Id}/rollback", body);

        Assert.Equal((400, "invalid_request"), answer.Error);
        Assert.Equal("turn", answer.Param);
    }

    [Fact]
    public async Task Rollback_WhileATurnIsWithTheEngine_LetsTheTurnLose()
    {
        var gate = new EngineGate();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1").Says("a2", gate), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"policy":"linear"}""");
        await client.TakeAsync(session, new Conversation().User("u1").Body());
        var late = client.ChatAsync(session, new Conversation().User("u1").Assistant("a1").User("u2").Body());
        await gate.Arrived;

        Assert.Equal(200, (int)(await client.PostAsync($"sessions/{session}/rollback", "{\"turn\":-1}")).Status);
        gate.Open();

        var lost = await late;
        Assert.Equal((409, "session_advanced"), lost.Error);
        Assert.Contains("rolled back to turn -1", lost.Message, StringComparison.Ordinal);
        Assert.Empty((await client.ViewAsync(session)).Ids);
    }

    [Fact]
    public async Task Close_OfASession_KeepsWhatItHasAndRefusesTurns()
    {
        await using var session = await ScriptedSession.OpenAsync("a1", "a2");
        var talk = new Conversation().User("u1");
        var first = await session.Client.ChatAsync(session.Id, talk.Body(), ("Idempotency-Key", "k1"));
        var before = await session.Client.ViewAsync(session.Id);

        var closed = (await session.Client.PostAsync($"sessions/{session.Id}/close", "")).Json;

        Assert.Equal((session.Id, 1), (closed.GetProperty("session_id").GetString(), closed.GetProperty("turn_count").GetInt32()));
        var refused = await session.Client.ChatAsync(session.Id, talk.Assistant("a1").User("u2").Body());
        Assert.Equal((409, "session_closed"), refused.Error);
        Assert.Equal("false", refused.Headers["x-should-retry"]);
        Assert.Equal((409, "session_closed"), (await RollBackAsync(session, -1)).Error);

        // What was answered once is answered again, and the trainer gets the session as it was.
        Assert.Equal(first.Text, (await session.Client.ChatAsync(session.Id, new Conversation().User("u1").Body(), ("Idempotency-Key", "k1"))).Text);
        Assert.Equal(before.Text, (await session.Client.ViewAsync(session.Id)).Text);
        Assert.Equal(200, (int)(await session.Client.PostAsync($"sessions/{session.Id}/samples", "{}")).Status);
        Assert.Equal(closed.GetRawText(), (await session.Client.PostAsync($"sessions/{session.Id}/close", "")).Text);
    }

    [Fact]
    public async Task Close_WhileATurnIsWithTheEngine_LetsTheTurnLose()
    {
        var gate = new EngineGate();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", gate), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        var late = client.ChatAsync(session, new Conversation().User("u1").Body());
        await gate.Arrived;

        Assert.Equal(200, (int)(await client.PostAsync($"sessions/{session}/close", "")).Status);
        gate.Open();

        Assert.Equal((409, "session_closed"), (await late).Error);
        Assert.Equal("empty", (await client.ViewAsync(session)).State);
    }

    [Fact]
    public async Task List_OfSessions_GoesPageByPageInTheOrderOfTheirIds()
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        await session.Client.TakeAsync(session.Id, new Conversation().User("u1").Body());
        List<string> ids = [session.Id, await session.Client.OpenAsync(), await session.Client.OpenAsync()];
        ids.Sort(StringComparer.Ordinal);

        var listed = new List<JsonElement>();
        for (string? after = ""; after is not null;)
        {
            var page = (await session.Client.GetAsync($"sessions?limit=2{(after.Length > 0 ? $"&after={after}" : "")}")).Json;
            listed.AddRange(page.GetProperty("sessions").EnumerateArray());
            after = page.GetProperty("next_after").GetString();
        }

        Assert.Equal(ids, listed.Select(each => each.GetProperty("session_id").GetString()!));
        var used = listed.Single(each => each.GetProperty("session_id").GetString() == session.Id);
        Assert.Equal((1, 0, 0), (used.GetProperty("turn_count").GetInt32(), used.GetProperty("active_turn").GetInt32(), used.GetProperty("open_intents").GetInt32()));
        Assert.Equal("limit", (await session.Client.GetAsync("sessions?limit=0")).Param);
    }

    [Theory]
    [InlineData("rollback", "{\"turn\":-1}")]
    [InlineData("close", "")]
    public async Task HeadRoutes_WhenThereIsNoSession_Are404(string route, string body)
    {
        await using var session = await ScriptedSession.OpenAsync();

        Assert.Equal((404, "session_not_found"), (await session.Client.PostAsync($"sessions/none/{route}", body)).Error);
    }

    private static Task<HttpAnswer> RollBackAsync(ScriptedSession session, int turn) =>
        session.Client.PostAsync($"sessions/{session.Id}/rollback", $$"""{"turn":{{turn}}}""");
}

using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>Turns that are answered later, over HTTP.</summary>
public sealed class AsyncTurnTests
{
    private static readonly (string, string) Async = ("Prefer", "wait=5, Respond-Async; x=1");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static string Body => new Conversation().User("What is the weather?").BodyWithTools();

    [Theory]
    [InlineData("")]
    [InlineData("api/")]
    public async Task Turn_AskedForLater_IsParkedAndThenTheSameBytesAsAReplay(string prefix)
    {
        var gate = new EngineGate();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("sunny", gate), Ends);
        using var client = new SessionClient(new(server.Root, prefix), Ends);
        var session = await client.OpenAsync();

        var parked = await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k~1"));

        var location = $"/{prefix}sessions/{session}/turns/k~1";
        Assert.Equal((202, location, "respond-async", "k~1"), ((int)parked.Status, parked.Headers["location"], parked.Headers["preference-applied"], parked.Headers["idempotency-key"]));
        Assert.InRange(int.Parse(parked.Headers["retry-after"], System.Globalization.CultureInfo.InvariantCulture), 1, 10);
        Assert.Equal(("parked", location, "k~1", session), (Text(parked, "state"), Text(parked, "location"), Text(parked, "key"), Text(parked, "session_id")));

        await gate.Arrived.WaitAsync(Ends);
        var waiting = await client.GetAsync($"sessions/{session}/turns/k~1");
        Assert.Equal((202, "under_way"), ((int)waiting.Status, Text(waiting, "state")));
        Assert.Equal("pending", (await client.ViewAsync(session)).State);
        gate.Open();

        var told = await client.UntilAsync(session, "k~1", Ends);
        var replay = await client.ChatAsync(session, Body, ("Idempotency-Key", "k~1"));
        AssertSame(replay, told);
        Assert.Equal(("true", "0"), (told.Headers["idempotent-replayed"], told.Headers["x-tito-turn"]));
        Assert.Equal("complete", (await client.ViewAsync(session)).State);
        await server.Journal.UntilNothingWaitsAsync(Ends);
        AssertSame(replay, await client.GetAsync($"sessions/{session}/turns/k~1"));
        AssertSame(replay, await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k~1")));
    }

    /// <summary>An agent's ids come with the request alone; the turn is taken without it.</summary>
    [Fact]
    public async Task Turn_OfALine_IsOfItAndGoesOnFromItsOwnTurnsAlone()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", "a2", "a3"), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"policy":"tree"}""");
        var (first, second) = (new Conversation().User("u").Body(), new Conversation().User("u").Assistant("a1").User("v").Body());
        await client.ChatAsync(session, first, Async, ("Idempotency-Key", "k1"), ("x-session-id", "sub"), ("x-parent-session-id", "top"));
        await client.UntilAsync(session, "k1", Ends);

        await client.ChatAsync(session, second, Async, ("Idempotency-Key", "k2"), ("x-session-id", "sub"), ("x-parent-session-id", "top"));
        var same = await client.UntilAsync(session, "k2", Ends);
        await client.ChatAsync(session, second, Async, ("Idempotency-Key", "k3"), ("x-session-id", "top"));
        var other = await client.UntilAsync(session, "k3", Ends);

        Assert.Equal(("sub", "0"), (same.Headers["x-tito-line"], same.Headers["x-tito-parent"]));
        Assert.Equal(("top", "-1"), (other.Headers["x-tito-line"], other.Headers["x-tito-parent"]));
        var roots = (await client.GetAsync($"sessions/{session}")).Json.GetProperty("metadata").GetProperty("roots");
        Assert.Equal(
            [("sub", "top", "sub-agent"), ("top", null, "main")],
            roots.EnumerateArray().Select(root =>
                (root.GetProperty("line").GetString()!, root.GetProperty("parent_line").GetString(), root.GetProperty("kind").GetString()!)));
    }

    [Fact]
    public async Task Turn_OfAWireThatNamesNoModel_RepeatsTheModelOfTheRequest()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 7, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        foreach (var model in (string[])["\"mö\\u0064el\"", "\"\"", "null", $"\"{new string('m', 2000)}\""])
        {
            var body = $$"""{"model":{{model}},"messages":[{"role":"user","content":"u"}]}""";
            var (later, atOnce) = (await client.OpenAsync(), await client.OpenAsync());
            await client.ChatAsync(later, body, Async, ("Idempotency-Key", "k"));
            var told = await client.UntilAsync(later, "k", Ends);
            AssertSame(await client.ChatAsync(later, body, ("Idempotency-Key", "k")), told);
            await server.Journal.UntilNothingWaitsAsync(Ends);
            AssertSame(told, await client.GetAsync($"sessions/{later}/turns/k"));

            await client.ChatAsync(atOnce, body, ("Idempotency-Key", "k"));
            var found = await client.GetAsync($"sessions/{atOnce}/turns/k");
            if (model.Length < 1024)
            {
                AssertSame(await client.ChatAsync(atOnce, body, ("Idempotency-Key", "k")), found);
            }
        }
    }

    [Fact]
    public async Task Turn_WhoseInputsTheSessionDidNotTake_SaysSoWheneverItIsLookedAt()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("one").Says("two"), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync("""{"on_prompt_inputs":"keep"}""");
        var talk = new Conversation().User("u");
        talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
        var other = talk.User("v").Body();

        await client.ChatAsync(session, other, Async, ("Idempotency-Key", "k"));
        await client.UntilAsync(session, "k", Ends);

        await server.Journal.UntilNothingWaitsAsync(Ends);
        var told = await client.GetAsync($"sessions/{session}/turns/k");
        Assert.Equal("kept; tools", told.Headers["x-tito-prompt-inputs"]);
        AssertSame(await client.ChatAsync(session, other, ("Idempotency-Key", "k")), told);
    }

    [Fact]
    public async Task Turn_WithoutAKey_GetsOneAndARetryOfTheSameBodyJoinsIt()
    {
        var gate = new EngineGate();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("sunny", gate), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        var first = await client.ChatAsync(session, Body, Async);
        var second = await client.ChatAsync(session, Body, Async, ("x-stainless-retry-count", "1"));

        Assert.Equal((202, 202), ((int)first.Status, (int)second.Status));
        Assert.Equal(first.Headers["location"], second.Headers["location"]);
        Assert.Matches("^[0-9a-f]{32}$", Text(first, "key"));
        gate.Open();
        Assert.Equal(200, (int)(await client.UntilAsync(session, Text(first, "key"), Ends)).Status);
        Assert.Single((await client.ViewAsync(session)).Json.GetProperty("records").EnumerateArray());
    }

    [Fact]
    public async Task Turn_PostedWithoutThePreferenceWhileItWaits_IsTheSameTurn()
    {
        var gate = new EngineGate();
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("sunny", gate), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));
        var joined = client.ChatAsync(session, Body, ("Idempotency-Key", "k"));
        Assert.Equal((422, "idempotency_key_reused"), (await client.ChatAsync(session, new Conversation().User("v").Body(), ("Idempotency-Key", "k"))).Error);
        Assert.Equal((422, "idempotency_key_reused"), (await client.ChatAsync(session, new Conversation().User("v").Body(), Async, ("Idempotency-Key", "k"))).Error);
        gate.Open();

        Assert.Equal(200, (int)(await joined).Status);
        Assert.Equal(200, (int)(await client.UntilAsync(session, "k", Ends)).Status);
        Assert.Single((await client.ViewAsync(session)).Json.GetProperty("records").EnumerateArray());
    }

    [Fact]
    public async Task Turn_ThatCannotBeParked_IsRefusedAtOnce()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        Assert.Equal((400, "invalid_json"), (await client.ChatAsync(session, "{", Async)).Error);
        Assert.Equal((400, "invalid_request"), (await client.ChatAsync(session, "{}", Async)).Error);
        var streamed = await client.ChatAsync(session, new Conversation().User("u").BodyWithTools(stream: true), Async);
        Assert.Equal(((400, "invalid_request"), "stream"), (streamed.Error, streamed.Param));
        Assert.Equal("Idempotency-Key", (await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "a/b"))).Param);
        Assert.Equal((404, "session_not_found"), (await client.ChatAsync("none", Body, Async)).Error);
        await client.PostAsync($"sessions/{session}/close", "");
        Assert.Equal((409, "session_closed"), (await client.ChatAsync(session, Body, Async)).Error);
        Assert.Empty(await server.Journal.ListParkedAsync(Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task GetTurn_OfAKeyWithoutATurn_IsNotFound()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Unreachable("no")), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        Assert.Equal((404, "turn_not_found"), (await client.GetAsync($"sessions/{session}/turns/none")).Error);
        Assert.Equal((404, "session_not_found"), (await client.GetAsync("sessions/none/turns/k")).Error);
        Assert.Equal((503, "engine_unreachable"), (await client.ChatAsync(session, Body, ("Idempotency-Key", "k"))).Error);
        Assert.Equal((404, "turn_not_found"), (await client.GetAsync($"sessions/{session}/turns/k")).Error);
    }

    [Fact]
    public async Task Turn_ThatFailsForGood_HasItsErrorUntilItIsAskedForAnew()
    {
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Rejected(422, "text/plain", "no such field"u8.ToArray()) { Code = "bad_field" }).Says("fine"), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));

        var failed = await client.UntilAsync(session, "k", Ends);
        Assert.Equal((422, "engine_error", "bad_field"), ((int)failed.Status, Text(failed.Json.GetProperty("error"), "code"), Text(failed.Json.GetProperty("error"), "engine_code")));
        Assert.Contains("no such field", failed.Message, StringComparison.Ordinal);
        Assert.Equal(failed.Text, (await client.GetAsync($"sessions/{session}/turns/k")).Text);

        // To look once more tries nothing again, whatever a status would make a client library do.
        Assert.Equal("false", failed.Headers["x-should-retry"]);

        Assert.Equal(202, (int)(await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"))).Status);
        Assert.Equal(200, (int)(await client.UntilAsync(session, "k", Ends)).Status);
    }

    [Fact]
    public async Task AbortSession_OfAParkedTurn_EndsItForGood()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Unreachable("no")), Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));

        await client.PostAsync($"sessions/{session}/abort", "");

        Assert.Equal((503, "engine_aborted"), (await client.UntilAsync(session, "k", Ends)).Error);
        Assert.Empty(await server.Journal.ListParkedAsync(Ends).ToListAsync(Ends));
    }

    private static void AssertSame(HttpAnswer expected, HttpAnswer actual)
    {
        Assert.Equal(expected.Text, actual.Text);
        Assert.Equal(Told(expected), Told(actual));

        static IEnumerable<string> Told(HttpAnswer answer) => answer.Headers.Where(header => header.Key is not ("date" or "x-request-id" or "request-id"))
            .Select(header => $"{header.Key}: {header.Value}").Prepend($"{(int)answer.Status}").Order(StringComparer.Ordinal);
    }

    private static string Text(HttpAnswer answer, string name) => Text(answer.Json, name);

    private static string Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString()!;
}

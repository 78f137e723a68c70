using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>What every implementation of <see cref="Tito.Core.Turns.IDeferredTurns"/> keeps, seen from outside the process that it lives in.</summary>
public abstract class DeferredTurnsContract
{
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    protected static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static string Body => new Conversation().User("What is the weather in Zürich?").BodyWithTools();

    /// <summary>Starts a server with an engine and, besides, these options by their names without dashes before them.</summary>
    protected abstract Task<IDeferredServer> StartAsync(string engine, params (string Name, string Value)[] options);

    [Fact]
    public async Task ScheduleAsync_OfAParkedTurn_TakesItWithoutALookAtIt()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        Assert.Equal(202, (int)(await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"))).Status);
        await server.Journal.UntilNothingWaitsAsync(Ends);

        await AssertTakenAsync(server, client, engine, session, "k");
    }

    [Fact]
    public async Task ScheduleAsync_OftenAndAtOnce_TakesTheTurnOnce()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        engine.Hold();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"))));
        await engine.Asked.WaitAsync(Ends);
        var looks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetAsync($"sessions/{session}/turns/k")));
        Assert.All(looks, look => Assert.Equal(202, (int)look.Status));
        engine.LetGo();
        await server.Journal.UntilNothingWaitsAsync(Ends);

        await AssertTakenAsync(server, client, engine, session, "k");
    }

    [Fact]
    public async Task Schedule_ThatWasLost_IsMendedByALook()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await ParkAloneAsync(server, session, "k");

        Assert.Equal(200, (int)(await client.UntilAsync(session, "k", Ends)).Status);
        await server.Journal.UntilNothingWaitsAsync(Ends);
        await AssertTakenAsync(server, client, engine, session, "k");
    }

    [Fact]
    public async Task Schedule_ThatWasLost_IsMendedByTheSweep()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await ParkAloneAsync(server, session, "k");

        await server.SweepAsync();
        await server.Journal.UntilNothingWaitsAsync(Ends);

        await AssertTakenAsync(server, client, engine, session, "k");
    }

    [Fact]
    public async Task Turn_ThatWaitsWhenAllIsKilled_IsTakenAfterwards()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);

        // What is with the engine when it is killed has its intent for both of them and a minute.
        await using var server = await StartAsync(engine.Address, ("engine-timeout", "5"), ("engine-patience", "0"));
        engine.Refuse(int.MaxValue, 503);
        string session;
        using (var first = new SessionClient(server.Root, Ends))
        {
            session = await first.OpenAsync();
            await first.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));
            await ParkAloneAsync(server, await first.OpenAsync(), "other");
        }

        await server.RestartAsync();
        engine.Refuse(0, 0);
        using var client = new SessionClient(server.Root, Ends);
        await server.SweepAsync();
        Assert.Equal(200, (int)(await client.UntilAsync(session, "k", Ends)).Status);
        await server.Journal.UntilNothingWaitsAsync(Ends);

        Assert.Single((await client.ViewAsync(session)).Json.GetProperty("records").EnumerateArray());
    }

    [Fact]
    public async Task Turn_WhoseEngineIsAwayForAWhile_IsTakenWhenItIsBack()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        engine.Refuse(2, 503);

        await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));
        await server.Journal.UntilNothingWaitsAsync(Ends);

        Assert.Equal(3, engine.Count);
        Assert.Equal(200, (int)(await client.GetAsync($"sessions/{session}/turns/k")).Status);
    }

    [Fact]
    public async Task Turn_WhoseEngineIsAwayForLongerThanThePatience_HasItsLastErrorForGood()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address, ("deferred-patience", "4"));
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        engine.Refuse(int.MaxValue, 503);

        await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));
        await server.Journal.UntilNothingWaitsAsync(Ends);

        // One now, one a second, and the last waits are short: a timer may ring a little before its time. On a machine that is busy for
        // longer than the patience it is the first alone.
        var asked = engine.Count;
        Assert.InRange(asked, 1, 8);
        Assert.Equal((503, "engine_error"), (await client.GetAsync($"sessions/{session}/turns/k")).Error);
        await server.SweepAsync();
        await server.Journal.UntilNothingWaitsAsync(Ends);
        Assert.Equal(asked, engine.Count);
    }

    [Fact]
    public async Task Turn_ThatTheEngineRefuses_IsAskedForOnce()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartAsync(engine.Address);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        engine.Refuse(int.MaxValue, 400);

        await client.ChatAsync(session, Body, Async, ("Idempotency-Key", "k"));
        await server.Journal.UntilNothingWaitsAsync(Ends);

        Assert.Equal(((400, "engine_error"), 1), ((await client.GetAsync($"sessions/{session}/turns/k")).Error, engine.Count));
    }

    /// <summary>As a process does that dies before it schedules.</summary>
    private static async Task ParkAloneAsync(IDeferredServer server, string session, string key)
    {
        var body = StrictJson.Parse(Body).GetRawText();
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        var parked = new ParkedTurn { Key = key, RequestDigest = Digest.Of(bytes), Face = "openai-chat", Body = bytes, ParkedAt = DateTimeOffset.UtcNow };
        Assert.IsType<ParkOutcome.Parked>(await server.Journal.ParkAsync(session, parked, "a process that died", Ends));
    }

    private static async Task AssertTakenAsync(IDeferredServer server, SessionClient client, EngineRelay engine, string session, string key)
    {
        var told = await client.GetAsync($"sessions/{session}/turns/{key}");
        Assert.Equal((200, "true"), ((int)told.Status, told.Headers["idempotent-replayed"]));
        Assert.Equal((await client.ChatAsync(session, Body, ("Idempotency-Key", key))).Text, told.Text);
        Assert.Equal(1, engine.Count);
        Assert.Single((await client.ViewAsync(session)).Json.GetProperty("records").EnumerateArray());
        Assert.Empty(RowVerifier.Verify((await server.Journal.ReadRowsAsync(session, Ends))!, ServedModel.Qwen3.Genesis).Disagreements);
    }
}

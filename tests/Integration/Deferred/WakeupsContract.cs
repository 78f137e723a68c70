using Tito.Core.Journals;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>What every implementation of <see cref="Tito.Core.Sessions.IWakeups"/> keeps, seen from outside the process that it lives in. No sweep helps.</summary>
public abstract class WakeupsContract
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Starts a server with an engine and, besides, these options by their names without dashes before them.</summary>
    protected abstract Task<IDeferredServer> StartAsync(string engine, params (string Name, string Value)[] options);

    [Fact]
    public async Task ArmAsync_OfSessions_RemovesEachWhenItsTimeHasComeAndNotBefore()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartServerAsync(engine);
        using var client = new SessionClient(server.Root, Ends);
        var (unused, used) = (await client.OpenAsync(), await client.OpenAsync());
        await client.TakeAsync(used, new Conversation().User("u").Body());
        var before = ((await server.Journal.FindHeadAsync(unused, Ends))!, (await server.Journal.FindHeadAsync(used, Ends))!);

        await Task.WhenAll(AssertGoesAsync(server, before.Item1), AssertGoesAsync(server, before.Item2));

        Assert.Equal((404, "session_not_found"), (await client.GetAsync($"sessions/{used}")).Error);
    }

    [Fact]
    public async Task Alarm_OfASessionInWhichATurnWaits_LeavesItAlone()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartServerAsync(engine);
        using var client = new SessionClient(server.Root, Ends);
        engine.Hold();
        var (waits, other) = (await client.OpenAsync(), await client.OpenAsync());
        await client.ChatAsync(waits, new Conversation().User("u").Body(), ("Prefer", "respond-async"), ("Idempotency-Key", "k"));
        await engine.Asked.WaitAsync(Ends);

        await AssertGoesAsync(server, (await server.Journal.FindHeadAsync(other, Ends))!);
        Assert.NotNull(await server.Journal.FindHeadAsync(waits, Ends));
        engine.LetGo();
        await server.Journal.UntilNothingWaitsAsync(Ends);
    }

    private Task<IDeferredServer> StartServerAsync(EngineRelay engine) =>
        StartAsync(engine.Address, ("session-ttl", "3"), ("sweep-interval", "0"));

    private static async Task AssertGoesAsync(IDeferredServer server, SessionHead head)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        patience.CancelAfter(Patience);
        while (await server.Journal.FindHeadAsync(head.SessionId, patience.Token) is not null)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), patience.Token);
        }

        Assert.InRange(DateTimeOffset.UtcNow, head.LastUsedAt + TimeToLive, DateTimeOffset.MaxValue);
    }
}

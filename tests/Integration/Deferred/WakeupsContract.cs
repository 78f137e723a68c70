using System.Net;
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
        var opening = DateTimeOffset.UtcNow;
        var unused = await client.OpenAsync();
        var unusedGoes = AssertGoesAsync(server, unused, opening);
        var (used, taking, taken) = await AskAsync(client);
        Assert.Equal(HttpStatusCode.OK, taken.Status);

        await Task.WhenAll(unusedGoes, AssertGoesAsync(server, used, taking));

        Assert.Equal((404, "session_not_found"), (await client.GetAsync($"sessions/{used}")).Error);
    }

    [Fact]
    public async Task Alarm_OfASessionInWhichATurnWaits_LeavesItAlone()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await StartServerAsync(engine);
        using var client = new SessionClient(server.Root, Ends);
        engine.Hold();
        var (waits, _, parked) = await AskAsync(client, ("Prefer", "respond-async"), ("Idempotency-Key", "k"));
        Assert.Equal(HttpStatusCode.Accepted, parked.Status);
        await engine.Asked.WaitAsync(Ends);

        var opening = DateTimeOffset.UtcNow;
        await AssertGoesAsync(server, await client.OpenAsync(), opening);
        Assert.NotNull(await server.Journal.FindHeadAsync(waits, Ends));
        engine.LetGo();
        await server.Journal.UntilNothingWaitsAsync(Ends);
    }

    private Task<IDeferredServer> StartServerAsync(EngineRelay engine) =>
        StartAsync(engine.Address, ("session-ttl", "3"), ("sweep-interval", "0"));

    /// <summary>Asks for a turn in a new session; in another one where its time was over before: a slow machine takes longer.</summary>
    /// <returns>The session, a moment before the turn was asked for, and the answer.</returns>
    private static async Task<(string Session, DateTimeOffset Asking, HttpAnswer Answer)> AskAsync(
        SessionClient client, params (string Name, string Value)[] headers)
    {
        while (true)
        {
            var opening = DateTimeOffset.UtcNow;
            var session = await client.OpenAsync();
            var asking = DateTimeOffset.UtcNow;
            var answer = await client.ChatAsync(session, new Conversation().User("u").Body(), headers);
            if (answer.Status != HttpStatusCode.NotFound)
            {
                return (session, asking, answer);
            }

            Assert.Equal((404, "session_not_found"), answer.Error);
            Assert.InRange(DateTimeOffset.UtcNow, opening + TimeToLive, DateTimeOffset.MaxValue);
        }
    }

    /// <param name="server">The server.</param>
    /// <param name="session">A session.</param>
    /// <param name="lastUsed">A moment before its last use was asked for: a slow machine may remove it before its head could be read.</param>
    private static async Task AssertGoesAsync(IDeferredServer server, string session, DateTimeOffset lastUsed)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        patience.CancelAfter(Patience);
        while (await server.Journal.FindHeadAsync(session, patience.Token) is not null)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), patience.Token);
        }

        Assert.InRange(DateTimeOffset.UtcNow, lastUsed + TimeToLive, DateTimeOffset.MaxValue);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>Servers that are killed between parking and scheduling, and in mid-turn: each turn that was parked ends once.</summary>
public sealed class AsyncKillTests
{
    private const int Clients = 6;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("TITO_ASYNC_KILLS") ?? "8", CultureInfo.InvariantCulture);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_WhenKilledAtAnyTime_TakesEachParkedTurnOnce()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await LocalServer.StartAsync(engine.Address, ("engine-timeout", "5"), ("engine-patience", "0"));
        var parked = new ConcurrentBag<(string Session, string Key, string Body)>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(server, client, parked, stop.Token), Ends)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            // Some while a turn is with the engine, and all while requests are parked.
            var seen = parked.Count;
            if (kill % 2 == 0)
            {
                engine.Hold();
                await engine.Asked.WaitAsync(Ends);
            }

            while (parked.Count < seen + Clients)
            {
                await Task.Yield();
            }

            await server.RestartAsync();
            engine.LetGo();
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await server.KillAsync();

        await AssertEachTakenOnceAsync(server, engine, [.. parked]);
    }

    /// <summary>Asks for a turn in a session of its own, again and again, whatever becomes of the server: each request is sent until it is parked.</summary>
    private static async Task AskAsync(LocalServer server, int number, ConcurrentBag<(string Session, string Key, string Body)> parked, CancellationToken stop)
    {
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var session = await TryAsync(server, client => client.OpenAsync());
            var (key, body) = ($"{number}-{turn}", new Conversation().User($"Question {turn} of {number}?").Body());
            var answer = await TryAsync(server, client => client.ChatAsync(session, body, ("Prefer", "respond-async"), ("Idempotency-Key", key)));
            Assert.True(answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK, answer.Text);
            parked.Add((session, key, body));
        }
    }

    private static async Task<T> TryAsync<T>(LocalServer server, Func<SessionClient, Task<T>> ask)
    {
        while (true)
        {
            try
            {
                using var client = new SessionClient(server.Root, Ends);
                return await ask(client);
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>A last process, so much later that nobody can be working on what the killed ones were at.</summary>
    private static async Task AssertEachTakenOnceAsync(LocalServer killed, EngineRelay relay, (string Session, string Key, string Body)[] parked)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(10));
        var options = TestServer.Options with { Engines = EngineOption.Parse(relay.Address) };
        using var engines = EngineSet.Open(options);
        await engines.ConnectAsync([], _ => { }, Ends);
        await using var server = await TestServer.StartAsync(engines.Engine, killed.Data, clock, options, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await server.Journal.UntilNothingWaitsAsync(Ends);

        Assert.InRange(parked.Length, Kills * Clients, int.MaxValue);
        foreach (var (session, key, body) in parked)
        {
            var told = await client.GetAsync($"sessions/{session}/turns/{key}");
            Assert.Equal((200, "0"), ((int)told.Status, told.Headers["x-tito-turn"]));
            Assert.Equal((await client.ChatAsync(session, body, ("Idempotency-Key", key))).Text, told.Text);
            var rows = (await server.Journal.ReadRowsAsync(session, Ends))!;
            Assert.Empty(RowVerifier.Verify(rows, ServedModel.Qwen3.Genesis).Disagreements);
            Assert.Equal((1, 0, 0), (rows.Turns.Length, rows.Head.OpenIntents, rows.Parked!.Value.Length));
            Assert.Equal((key, new IntentEnd.Committed(0)), (Assert.Single(rows.Intents).Key, Assert.Single(rows.Intents).End));
            Assert.Equal("complete", (await client.ViewAsync(session)).State);
        }

        Assert.Equal(0, await server.Journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Ends));
    }
}

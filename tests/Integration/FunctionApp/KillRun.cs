using System.Collections.Concurrent;
using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.Deferred;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>Clients that ask for turns in sessions of their own, and somebody who kills.</summary>
/// <param name="app">The published folder.</param>
/// <param name="kills">How often: the worker, the host, both, and both with the task hub, in turn.</param>
/// <param name="say">Is told how it goes.</param>
internal sealed class KillRun(PublishedApp app, int kills, Action<string> say) : IDisposable
{
    private const int Clients = 4;
    private const int Kinds = 4;
    private const int KillsPerLine = 10;
    private const int LongestPark = 40;

    /// <summary>An attempt that was killed blocks its turn for a minute and the engine's timeout, and what a killed host was at waits for a minute.</summary>
    private static readonly TimeSpan MomentLimit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<(string Session, string Key, string Body)> _parked = [];
    private readonly Random _random = new(1);
    private readonly SemaphoreSlim _posting = new(0);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _inMidTurn;
    private int _hubs;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Kills, lets all turns end, and holds each against the journal.</summary>
    public async Task RunAsync()
    {
        await using var engine = await EngineRelay.StartAsync(Ends);
        await using var server = await DurableServer.StartAsync(app, engine.Address, ("engine-timeout", "5"), ("engine-patience", "0"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(server, client, stop.Token), Ends)).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            await KillAsync(server, engine, kill);
            if ((kill + 1) % KillsPerLine == 0)
            {
                Say($"{kill + 1} kills");
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Say("no more kills");
        await CheckAsync(server);
        Say("each ended once");
    }

    public void Dispose() => _posting.Dispose();

    private async Task KillAsync(DurableServer server, EngineRelay engine, int kill)
    {
        // Half of them while a turn is with the engine, the others while a request is on its way into the journal.
        var isMidTurn = kill / Kinds % 2 == 0;
        if (isMidTurn)
        {
            engine.Hold();
            _inMidTurn += await IsSoonAsync(engine.Asked) ? 1 : 0;
        }
        else
        {
            while (_posting.Wait(0, Ends))
            {
                // Those that were posted before.
            }

            await IsSoonAsync(_posting.WaitAsync(Ends));
            await Pause.ForAsync(TimeSpan.FromMilliseconds(_random.Next(LongestPark)), Ends);
        }

        await KillAsync(server, kill % Kinds);
        engine.LetGo();
    }

    private async Task KillAsync(DurableServer server, int kind)
    {
        var host = server.Host;
        switch (kind)
        {
            case 0:
                await host.KillWorkerAsync(Ends);
                return;
            case 1:
                await host.KillHostAsync(Ends);
                break;
            case 2:
                await host.KillBothAsync(Ends);
                break;
            default:
                await host.KillBothAsync(Ends);
                Assert.True(await host.Hub.DeleteAsync(Ends) > 0);
                _hubs++;
                break;
        }

        await host.StartAgainAsync(Ends);
    }

    /// <summary>Asks for a turn again and again, each until it is parked, whatever goes meanwhile, and looks at it once.</summary>
    private async Task AskAsync(DurableServer server, int number, CancellationToken stop)
    {
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var (key, body) = ($"{number}-{turn}", new Conversation().User($"Question {turn} of {number}?").Body());
            var session = await TryAsync(server, client => client.OpenAsync());
            var answer = await TryAsync(server, client =>
            {
                _ = _posting.Release();
                return client.ChatAsync(session, body, ("Prefer", "respond-async"), ("Idempotency-Key", key));
            });
            Assert.True((int)answer.Status is 200 or 202, answer.Text);
            _parked.Add((session, key, body));
            await Pause.ForAsync(TimeSpan.FromSeconds(1), Ends);
            _ = await TryAsync(server, client => client.GetAsync($"sessions/{session}/turns/{key}"));
        }
    }

    private async Task CheckAsync(DurableServer server)
    {
        using var client = new SessionClient(server.Root, Ends);
        foreach (var (session, key, _) in _parked)
        {
            while ((int)(await client.GetAsync($"sessions/{session}/turns/{key}")).Status == 202)
            {
                await Pause.ForAsync(TimeSpan.FromMilliseconds(200), Ends);
            }
        }

        await server.Journal.UntilNothingWaitsAsync(Ends);
        foreach (var (session, key, body) in _parked)
        {
            var told = await client.GetAsync($"sessions/{session}/turns/{key}");
            Assert.Equal((200, "0"), ((int)told.Status, told.Headers.GetValueOrDefault("x-tito-turn", told.Text)));
            Assert.Equal((await client.ChatAsync(session, body, ("Idempotency-Key", key))).Text, told.Text);
            var rows = (await server.Journal.ReadRowsAsync(session, Ends))!;
            Assert.Empty(RowVerifier.Verify(rows, ServedModel.Qwen3.Genesis).Disagreements);
            Assert.Equal((1, 0, 0), (rows.Turns.Length, rows.Head.OpenIntents, rows.Parked!.Value.Length));
            Assert.Equal((key, new IntentEnd.Committed(0)), (Assert.Single(rows.Intents).Key, Assert.Single(rows.Intents).End));
            Assert.Equal("complete", (await client.ViewAsync(session)).State);
        }
    }

    private static async Task<HttpAnswer> TryAsync(DurableServer server, Func<SessionClient, Task<HttpAnswer>> ask)
    {
        while (true)
        {
            try
            {
                using var client = new SessionClient(server.Root, Ends);
                if (await ask(client) is { } answer && (int)answer.Status is not (>= 500 and < 600))
                {
                    return answer;
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                // The host or the worker is not there.
            }

            await Pause.ForAsync(TimeSpan.FromMilliseconds(50), Ends);
        }
    }

    private static async Task<string> TryAsync(DurableServer server, Func<SessionClient, Task<string>> ask)
    {
        while (true)
        {
            try
            {
                using var client = new SessionClient(server.Root, Ends);
                return await ask(client);
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or InvalidOperationException)
            {
                await Pause.ForAsync(TimeSpan.FromMilliseconds(50), Ends);
            }
        }
    }

    private static async Task<bool> IsSoonAsync(Task moment) => await Task.WhenAny(moment, Pause.ForAsync(MomentLimit, Ends)) == moment;

    private void Say(string what) =>
        say($"{what}: {_parked.Count} turns parked, {_inMidTurn} kills in mid-turn, {_hubs} hubs deleted, {_clock.Elapsed:mm\\:ss}");
}

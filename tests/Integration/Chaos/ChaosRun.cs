using System.Collections.Immutable;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>Servers that are killed, clients that go on, and what must be left of it.</summary>
internal sealed class ChaosRun(ChaosPlan plan, IChaosStore store, Action<string> say)
{
    private readonly ChaosTally _tally = new();
    private readonly ChaosSessions _sessions = new(plan.Sessions);

    /// <summary>Runs the plan.</summary>
    /// <exception cref="ChaosException">Something that was told is not so.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        say($"chaos over {store.Name}, seed {plan.Seed}: {plan.Kills} kills of {plan.Servers} servers, {plan.Clients} clients on {plan.Sessions} sessions");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(plan.Limit);
        await using var engine = await ChaosEngine.StartAsync(await SimulatedServer.SimulateAsync(plan.Seed, limit.Token), limit.Token);
        try
        {
            await MakeTrafficAsync(engine, limit.Token);
            await CheckAsync(engine, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ChaosException($"seed {plan.Seed}: not done after {plan.Limit}, with {_tally.Kills} kills and {_tally.Told} turns told.");
        }
        catch (ChaosException found)
        {
            throw new ChaosException($"seed {plan.Seed}, over {store.Name}, after {_tally.Kills} kills: {found.Message}");
        }
    }

    private async Task MakeTrafficAsync(ChaosEngine engine, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ImmutableArray<ChaosServer> servers = [.. Enumerable.Range(0, plan.Servers).Select(number => new ChaosServer(number, engine.AddressFor(number), plan.EngineTimeout, store, end.Token))];
        List<Task> running = [.. servers.Select(server => server.SuperviseAsync(end.Token))];
        try
        {
            await FirstFaultOrAllAsync(running, Task.WhenAll(servers.Select(server => server.FirstUp)));

            var killing = new Killer(plan, store, engine, servers, _tally, say).RunAsync(end.Token);
            List<Task> traffic =
            [
                killing,
                .. Enumerable.Range(0, plan.Clients).Select(number => Task.Run(() => new ChaosClient(number, plan, _sessions, servers, _tally).RunAsync(killing, end.Token), end.Token)),
            ];
            running.AddRange(traffic);
            await FirstFaultOrAllAsync(running, Task.WhenAll(traffic));
        }
        finally
        {
            // The last kill of every server, in the middle of whatever it does.
            await end.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var server in servers)
            {
                server.Dispose();
            }
        }
    }

    /// <summary>Waits for all of some tasks; a fault of another one is told as soon as it is there.</summary>
    private static async Task FirstFaultOrAllAsync(IEnumerable<Task> watched, Task all)
    {
        await foreach (var done in Task.WhenEach([all, .. watched]))
        {
            await done;
            if (done == all)
            {
                return;
            }
        }
    }

    private async Task CheckAsync(ChaosEngine engine, CancellationToken cancellationToken)
    {
        var broken = await store.CheckAsync(cancellationToken);
        if (broken.Length > 0)
        {
            throw new ChaosException(broken);
        }

        var check = new JournalCheck(await store.OpenAsync(cancellationToken), engine);
        foreach (var session in _sessions.All)
        {
            await check.CheckAsync(session, cancellationToken);
        }

        await AskAFreshServerAsync(cancellationToken);
        var unknown = _sessions.All.Sum(session => session.Asked.Count(turn => turn.Standing is Standing.Open or Standing.GivenUp));
        say($"chaos over {store.Name}, seed {plan.Seed}: {_tally.Kills} kills ({_tally.KillsOnTheWay} before the server was up), {store.Restarts} restarts of the store, "
            + $"{_tally.Requests} requests, {_sessions.All.Length} sessions, {_tally.Told} turns told ({_tally.Recovered} by a retry after the server had died with the answer, "
            + $"{_tally.Replays} told twice), {unknown} unknown outcomes ({check.Untold} of them stored), {engine.Answers - check.Turns} completions lost before their commit, "
            + $"{check.Turns} turns stored, all as told, {_tally.Elapsed:mm\\:ss}");
    }

    /// <summary>The server's own verdict, of one that has seen nothing of all this.</summary>
    private async Task AskAFreshServerAsync(CancellationToken cancellationToken)
    {
        using var process = ProgramRun.Start(BuiltProgram.Server, ["--engine", "http://127.0.0.1:1", "--port", "0", .. store.Arguments], store.Environment);
        using var client = new SessionClient(new(await process.WaitForAsync("Now listening on: ", cancellationToken) + "/"), cancellationToken);
        foreach (var session in _sessions.All)
        {
            var verdict = await client.PostAsync($"sessions/{session.Id}/verify", "");
            if (!verdict.Json.GetProperty("verified").GetBoolean())
            {
                throw new ChaosException($"session {session.Id}: a fresh server says {verdict.Text}");
            }
        }
    }
}

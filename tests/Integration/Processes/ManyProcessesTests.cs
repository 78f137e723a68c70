using System.Collections.Immutable;
using Tito.Simulation;
using Tito.Tests.Integration.Clients;
using Tito.Tests.Integration.FunctionApp;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>
/// Four published processes over one Azurite, behind a front that knows no affinity: a session's turns land on different processes, and
/// every token and digest is what one process would have stored.
/// </summary>
[Collection(PublishedApp.Name)]
public sealed class ManyProcessesTests(PublishedApp app)
{
    private const int Processes = 4;

    /// <summary>Turns before one of them is killed.</summary>
    private const int Before = AgentTask.Turns / 3;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_OfAnUnchangedClient_AreThoseOfOneProcess_AlsoWhenAnotherDies()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 1, Ends);
        using var data = new TempFolder();
        using var azurite = new Azurite();
        var tables = await azurite.ConnectAsync(Ends);
        var servers = await StartAsync(simulation, data, tables);
        try
        {
            await using var one = await RoundRobinFront.StartAsync([servers[0].Root], Ends);
            await using var all = await RoundRobinFront.StartAsync([.. servers.Select(server => server.Root)], Ends);
            var expected = await WorkAsync(one.Root, streamed: false);

            Assert.Equal(expected, await WorkAsync(all.Root, streamed: false));
            Assert.Equal(Processes, all.Turns.Distinct().Count());
            Assert.All(all.Turns.Zip(all.Turns.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));

            // One is killed between two turns, after one that it took, with the session in its memory.
            all.Turns.Clear();
            all.BeforeTurn = taken => taken == Before ? servers[all.Turns.First()].Run.KillAsync(Ends) : Task.CompletedTask;

            Assert.Equal(expected, await WorkAsync(all.Root, streamed: true));
            Assert.Equal(AgentTask.Turns, all.Turns.Count);
            Assert.Equal(Processes - 1, all.Turns.Skip(Before).Distinct().Count());
        }
        finally
        {
            foreach (var (run, _) in servers)
            {
                run.Dispose();
            }
        }
    }

    private async Task<ImmutableArray<(ProgramRun Run, Uri Root)>> StartAsync(SimulatedEngine engine, TempFolder data, string tables) =>
        [.. await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => app.StartAloneAsync(engine.BaseAddress, data, ("TITO_TABLES", tables))))];

    /// <summary>Lets an agent work in a session, and gives the digests of its turns.</summary>
    private static async Task<ImmutableArray<string>> WorkAsync(Uri root, bool streamed)
    {
        using var client = new SessionClient(root, Ends);
        var session = await client.OpenAsync();
        await new DotNetAgent(new(root, $"sessions/{session}/v1"), streamed, keepsReasoning: false).RunAsync(Ends);

        var verdict = (await client.PostAsync($"sessions/{session}/verify", "")).Json;
        Assert.True(verdict.GetProperty("verified").GetBoolean(), verdict.GetRawText());
        Assert.Equal(AgentTask.Turns, verdict.GetProperty("turn_count").GetInt32());
        var proof = (await client.GetAsync($"sessions/{session}/proof")).Json;
        return [.. proof.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("digest").GetString()!)];
    }
}

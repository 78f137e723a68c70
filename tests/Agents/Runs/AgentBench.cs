using System.Collections.Immutable;
using Tito.Simulation;
using Tito.Tests.Agents.Runs.Faults;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>A server over a scripted engine, and the proxy through which agents talk to it.</summary>
internal sealed class AgentBench : IAsyncDisposable
{
    private const long Seed = 1;

    private readonly SimulatedServer _server;
    private readonly SessionClient _client;
    private RecordingProxy _proxy = null!;

    private AgentBench(SimulatedServer server, CancellationToken cancellationToken)
    {
        _server = server;
        _client = new(server.Root, cancellationToken);
        _client.Headers.Accept.TryParseAdd("application/json");
    }

    public static async Task<AgentBench> StartAsync(ImmutableArray<ScriptedTurn> script, CancellationToken cancellationToken)
    {
        var server = await SimulatedServer.StartAsync(Seed, ServedModel.Qwen3, script, cancellationToken);
        var bench = new AgentBench(server, cancellationToken);
        bench._proxy = await RecordingProxy.StartAsync(server.Root, cancellationToken);
        return bench;
    }

    /// <summary>Lets an agent work in a session of its own.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="way">How its answers come.</param>
    /// <param name="settings">The session's settings; empty for the defaults.</param>
    /// <param name="cancellationToken">Gives the work up.</param>
    /// <param name="fault">What goes wrong once; null for nothing.</param>
    public async Task<AgentRow> RunAsync(
        Agent agent, string way, string settings, CancellationToken cancellationToken, AgentFault? fault = null)
    {
        var id = await _client.OpenAsync(settings);
        if (fault is not null)
        {
            _proxy.Strike($"sessions/{id}/", fault);
        }

        var end = await agent.RunAsync(new(_proxy.Root, $"sessions/{id}/v1"), way, cancellationToken);
        var turns = (await _client.GetAsync($"sessions/{id}/proof")).Json.GetProperty("turns").EnumerateArray().ToList();
        var samples = (await _client.PostAsync($"sessions/{id}/samples", "")).Json.GetProperty("samples").EnumerateArray().ToList();
        var status = (await _client.ViewAsync(id)).Status;
        var row = new AgentRow(
            agent,
            way,
            settings,
            end,
            [.. turns.Select(turn => turn.GetProperty("parent").GetInt32())],
            turns.Sum(turn => turn.GetProperty("completion_count").GetInt32()),
            samples.Sum(sample => sample.GetProperty("loss_mask").EnumerateArray().Sum(mask => mask.GetInt32())),
            status.TryGetProperty("left_behind", out var left) ? left.GetProperty("turns").GetInt32() : 0,
            [.. samples.SelectMany(sample => sample.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()))],
            [.. _proxy.Exchanges.Where(exchange => exchange.Path.StartsWith($"sessions/{id}/", StringComparison.Ordinal))]);
        RowText.Keep(row, fault?.Name);
        return row;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }
}

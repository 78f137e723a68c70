using System.Collections.Immutable;
using System.Text.Json;
using Tito.Simulation;
using Tito.Tests.Agents.Runs.Faults;
using Tito.Tests.Agents.Runs.Given;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>A server over a scripted engine that streams, and the proxy through which agents talk to it.</summary>
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

    /// <summary>Starts both.</summary>
    /// <param name="script">What the model does after each question.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <param name="tokenDelay">The time from one token to the next, for streams that are to be met in their middle.</param>
    /// <param name="holdsCuts">
    /// Whether the engine's answer does not end before a stream is cut, however slow the machine is. For agents that ask for one turn at a
    /// time: of others, the answer to another request would be held.
    /// </param>
    public static async Task<AgentBench> StartAsync(
        ImmutableArray<ScriptedTurn> script, CancellationToken cancellationToken, TimeSpan tokenDelay = default, bool holdsCuts = false)
    {
        var server = await SimulatedServer.StartAsync(Seed, ServedModel.Qwen3, script, "sglang", tokenDelay, cancellationToken);
        var bench = new AgentBench(server, cancellationToken);
        bench._proxy = await RecordingProxy.StartAsync(server.Root, cancellationToken);
        if (holdsCuts)
        {
            server.Engine.KeepsBack = request => bench._proxy.IsBreaking(PathOf(request.SessionId));
        }

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
        var id = await _client.OpenAsync(settings = fault?.Over(settings) ?? settings);
        if (fault is not null)
        {
            _proxy.Strike(PathOf(id), fault);
        }

        var end = await agent.RunAsync(new(_proxy.Root, $"sessions/{id}/v1"), way, cancellationToken);
        await SettleAsync(id, cancellationToken);
        var turns = (await _client.GetAsync($"sessions/{id}/proof")).Json.GetProperty("turns").EnumerateArray().ToList();
        var samples = await SamplesAsync(id, "");
        var view = await _client.ViewAsync(id);
        var status = view.Status;
        var row = new AgentRow(
            agent,
            way,
            settings,
            end,
            [.. turns.Select(turn => turn.GetProperty("parent").GetInt32())],
            turns.Sum(turn => turn.GetProperty("completion_count").GetInt32()),
            Trained(samples),
            Trained(await SamplesAsync(id, """{"picker":"all"}""")),
            Trained(await SamplesAsync(id, """{"kinds":["main"]}""")),
            Trained(await SamplesAsync(id, """{"drop_kinds":["main"]}""")),
            status.TryGetProperty("left_behind", out var left) ? left.GetProperty("turns").GetInt32() : 0,
            left.ValueKind == JsonValueKind.Object ? left.GetProperty("tokens").GetInt32() : 0,
            status.TryGetProperty("aborted", out var aborted) ? aborted.GetArrayLength() : 0,
            [.. view.Metadata.GetProperty("roots").EnumerateArray().Select(root => new AgentRoot(
                GivenJson.Text(root, "kind"),
                GivenJson.Text(root, "line"),
                GivenJson.Text(root, "parent_line"),
                root.GetProperty("turns").GetInt32()))],
            [.. samples.SelectMany(sample => sample.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()))],
            [.. _proxy.Exchanges.Where(exchange => exchange.Path.StartsWith(PathOf(id), StringComparison.Ordinal))]);
        RowText.Keep(row, fault?.Name);
        return row;
    }

    /// <summary>What the paths of a session begin with.</summary>
    private static string PathOf(string id) => $"sessions/{id}/";

    private static int Trained(IEnumerable<JsonElement> samples) =>
        samples.Sum(sample => sample.GetProperty("loss_mask").EnumerateArray().Sum(mask => mask.GetInt32()));

    private async Task<List<JsonElement>> SamplesAsync(string id, string pick) =>
        [.. (await _client.PostAsync($"sessions/{id}/samples", pick)).Json.GetProperty("samples").EnumerateArray()];

    /// <summary>Waits until no turn is under way: an agent that gave up may have ended before the server saw that it hung up.</summary>
    private async Task SettleAsync(string id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var tries = 0; tries < 200; tries++)
        {
            if (!(await _client.ViewAsync(id)).Status.TryGetProperty("pending", out var pending) || pending.GetArrayLength() == 0)
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }
}

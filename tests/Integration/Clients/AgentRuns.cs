using System.Collections.Immutable;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>The same conversation by each client library, whole and streamed, against one server and one simulated engine.</summary>
public sealed class AgentRuns : IAsyncLifetime
{
    private const long Seed = 1;

    private readonly Dictionary<string, AgentRun> _runs = [];

    /// <summary>The client, the session's matcher (<c>rendered</c> by default), and how completions come.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        ".NET, rendered, whole", ".NET, rendered, streamed",
        ".NET, role_content_only, whole", ".NET, role_content_only, streamed",
        ".NET, strict, whole", ".NET, strict, streamed",
        "Node, rendered, whole", "Node, strict, whole", "Node, strict, streamed",
    ];

    internal IReadOnlyDictionary<string, AgentRun> ByName => _runs;

    public async ValueTask InitializeAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(Seed, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);
        foreach (var name in Names)
        {
            var words = name.Split(", ");
            var (matcher, streamed) = (words[1], words[2] == "streamed");
            var id = await client.OpenAsync(matcher == "rendered" ? "{}" : $$"""{"matcher":"{{matcher}}"}""");
            var baseUrl = new Uri(server.Root, $"sessions/{id}/v1");
            var turns = words[0] == "Node"
                ? await NodeClient.RunAgentAsync(baseUrl, streamed, ends)
                : await new DotNetAgent(baseUrl, streamed, keepsReasoning: matcher == "strict").RunAsync(ends);
            _runs.Add(name, new(
                turns,
                [.. server.Engine.Requests.Where(request => request.SessionId == id)],
                await client.ViewAsync(id),
                (await client.GetAsync($"sessions/{id}/proof")).Json,
                (await client.PostAsync($"sessions/{id}/verify", "")).Json));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

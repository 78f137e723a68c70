using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>Scripts that know OpenAI's client library for Node.js and a base URL, run as a user runs them.</summary>
internal static class NodeClient
{
    /// <summary>Lets an agent work on the task and gives what the library gave it.</summary>
    public static async Task<ImmutableArray<AgentTurn>> RunAgentAsync(Uri baseUrl, bool streamed, CancellationToken cancellationToken)
    {
        var run = await RunAsync(
            "agent.mjs", [baseUrl.AbsoluteUri, AgentTask.Path, $"{AgentTask.Turns}", streamed ? "streamed" : "whole"], cancellationToken);
        Assert.Equal("""["qwen3"]""", run.GetProperty("models").GetRawText());
        return
        [
            .. run.GetProperty("turns").EnumerateArray().Select(turn =>
                AgentTurn.Of(turn.GetProperty("message"), turn.GetProperty("finish_reason"), turn.GetProperty("usage"))),
        ];
    }

    /// <summary>Asks for one completion: the library's error, or null in its place.</summary>
    public static Task<JsonElement> AskAsync(Uri baseUrl, string body, string idempotencyKey, CancellationToken cancellationToken) =>
        RunAsync("ask.mjs", [baseUrl.AbsoluteUri, body, idempotencyKey], cancellationToken);

    /// <summary>Asks for one completion and waits for it: what came when.</summary>
    /// <param name="baseUrl">Where the library asks.</param>
    /// <param name="body">The request.</param>
    /// <param name="retries">How often the library tries again; null for its own number.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static Task<JsonElement> WaitAsync(Uri baseUrl, string body, int? retries, CancellationToken cancellationToken) =>
        RunAsync("silence.mjs", retries is { } count ? [baseUrl.AbsoluteUri, body, $"{count}"] : [baseUrl.AbsoluteUri, body], cancellationToken);

    private static async Task<JsonElement> RunAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var path = Repository.PathTo("tests", "Integration", "Clients", "node", script);
        var result = await ProgramRun.RunAsync("node", [path, .. arguments], "", cancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonElement.Parse(result.Output);
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Server.Wire;

namespace Tito.Cli.Demo;

/// <summary>A client of the server that knows nothing but its HTTP routes.</summary>
/// <param name="http">A client with the server's base address.</param>
internal sealed class DemoClient(HttpClient http)
{
    private string _session = "";

    /// <summary>Opens the session that the other calls are about.</summary>
    public async Task<string> OpenAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, "sessions", null);
        return _session = (await ReadAsync(answer)).GetProperty("session_id").GetString()!;
    }

    /// <summary>Takes a turn and looks at what it added to the session.</summary>
    public async Task<DemoTurn> TakeAsync(DemoStep step)
    {
        using var answer = await SendAsync(
            HttpMethod.Post, $"sessions/{_session}/v1/chat/completions", $"{step.Body[..^1]},\"logprobs\":true}}");
        var response = await ReadAsync(answer);
        var metadata = (await ViewAsync()).GetProperty("metadata");
        var tokens = Ids(metadata.GetProperty("accumulated_token_ids"));
        var added = LastTurn(metadata.GetProperty("token_origins"), tokens);
        return new()
        {
            Step = step,
            Response = response,
            Digest = answer.Headers.GetValues(TurnHeaders.Digest).Single(),
            PrefixCount = tokens.Length - added.Sum(run => run.Ids.Length),
            Added = added,
            Tokens = tokens,
        };
    }

    /// <summary>The session's view.</summary>
    public async Task<JsonElement> ViewAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, $"sessions/{_session}", null);
        return await ReadAsync(answer);
    }

    /// <summary>The session's samples file.</summary>
    public async Task<byte[]> SamplesAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"sessions/{_session}/samples", "{}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The ids of a JSON array.</summary>
    public static ImmutableArray<int> Ids(JsonElement array) => [.. array.EnumerateArray().Select(id => id.GetInt32())];

    /// <summary>The runs after the completion before the last one: what the last turn added.</summary>
    private static ImmutableArray<(TokenOrigin Origin, ImmutableArray<int> Ids)> LastTurn(JsonElement origins, ImmutableArray<int> tokens)
    {
        var added = new Stack<(TokenOrigin, ImmutableArray<int>)>();
        var end = tokens.Length;
        foreach (var run in origins.EnumerateArray().Reverse())
        {
            var origin = WireName.Find<TokenOrigin>(run.GetProperty("origin").GetString())!.Value;
            if (origin == TokenOrigin.Model && added.Count > 0)
            {
                break;
            }

            var start = end - run.GetProperty("count").GetInt32();
            added.Push((origin, tokens[start..end]));
            end = start;
        }

        return [.. added];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new HttpRequestException(
                $"{method} /{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
}

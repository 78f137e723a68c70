using System.Net;
using System.Text.Json;
using Tito.Engines;
using Tito.Engines.Routing;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.OpenApi;

/// <summary>Every JSON answer is what docs/openapi.json says of it.</summary>
public sealed class AnswerTests
{
    /// <summary>What is asked of nobody here: they stop the server, or answer for another route.</summary>
    private static readonly string[] NotAsked = ["DrainServer", "ImplicitRead", "ImplicitTurn"];

    private readonly HashSet<string> _asked = [];

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_OfEveryOperation_AreAsTheDocumentSays()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = simulation.BaseAddress }, TimeProvider.System);
        var routed = new RoutedEngine([new("http://engine", engine, null)], new(), TimeProvider.System);
        await using var server = await TestServer.StartAsync(routed, ServedModel.Qwen3, TestServer.Options, Ends);
        using var client = new SessionClient(server.Root, Ends);
        client.Headers.Add("Accept", "application/json");
        const string Messages = """{"model":"qwen3","max_tokens":64,"messages":[{"role":"user","content":"Hello."}]}""";

        await AskAsync(client, "POST", "/sessions", """{"id":"s","group":"g","metadata":{"a":"b"}}""");
        await AskAsync(client, "GET", "/sessions");
        await AskAsync(client, "GET", "/sessions/{id}/v1/models", id: "s");
        await AskAsync(client, "GET", "/sessions/{id}/v1/models/{model}", id: "s", more: ("model", "qwen3"));
        await AskAsync(client, "POST", "/sessions/{id}/v1/chat/completions", Messages.Replace("\"max_tokens\":64,", "", StringComparison.Ordinal), "s");
        await AskAsync(client, "POST", "/sessions/{id}/v1/messages", Messages, "s");
        await AskAsync(client, "POST", "/sessions/{id}/v1/messages/count_tokens", Messages, "s");
        var response = await AskAsync(client, "POST", "/sessions/{id}/v1/responses", """{"model":"qwen3","input":"Hello."}""", "s");
        var given = ("response", response.GetProperty("id").GetString()!);
        await AskAsync(client, "GET", "/sessions/{id}/v1/responses/{response}", id: "s", more: given);
        await AskAsync(client, "GET", "/sessions/{id}/v1/responses/{response}/input_items", id: "s", more: given);
        await AskAsync(client, "POST", "/sessions/{id}/v1/responses/{response}/cancel", "", "s", given);
        await AskAsync(client, "DELETE", "/sessions/{id}/v1/responses/{response}", id: "s", more: given);
        await client.ChatAsync("s", """{"messages":[{"role":"user","content":"With a key."}]}""", ("Idempotency-Key", "k"));
        await AskAsync(client, "GET", "/sessions/{id}/turns/{key}", id: "s", more: ("key", "k"));
        await AskAsync(client, "GET", "/sessions/{id}", id: "s");
        await AskAsync(client, "POST", "/sessions/{id}/turns/{turn}/annotate", """{"reward":0.5,"metadata":{"step":"1"}}""", "s", ("turn", "0"));
        await AskAsync(client, "POST", "/sessions/{id}/samples", "{}", "s");
        await AskAsync(client, "GET", "/sessions/{id}/proof", id: "s");
        await AskAsync(client, "POST", "/sessions/{id}/verify", "", "s");
        await AskAsync(client, "POST", "/sessions/{id}/abort", "", "s");
        await AskAsync(client, "POST", "/abort", "");
        await AskAsync(client, "POST", "/sessions/{id}/rollback", """{"turn":0}""", "s");
        await AskAsync(client, "POST", "/sessions/{id}/close", """{"reward":0.5}""", "s");
        await AskAsync(client, "GET", "/sessions/{id}", id: "s");
        await AskAsync(client, "GET", "/sessions");
        await AskAsync(client, "GET", "/endpoints");
        await AskAsync(client, "POST", "/endpoints/{endpoint}/drain", "", more: ("endpoint", "0"));
        await AskAsync(client, "POST", "/endpoints/{endpoint}/undrain", "", more: ("endpoint", "0"));
        var run = await AskAsync(client, "POST", "/verifications", "");
        await AskAsync(client, "GET", "/verifications");
        await AskAsync(client, "GET", "/verifications/{run}", more: ("run", run.GetProperty("run_id").GetString()!));
        await AskAsync(client, "GET", "/health");
        await AskAsync(client, "GET", "/health/live");
        await AskAsync(client, "GET", "/health/ready");
        await AskAsync(client, "GET", "/openapi.json");
        await AskAsync(client, "DELETE", "/sessions/{id}", id: "s");
        await client.PostAsync("sessions", """{"id":"t"}""");
        client.Headers.Remove("Accept");
        client.Headers.Add("Accept", "text/html");
        foreach (var text in (string[])["/metrics", "/samples", "/sessions/{id}/view", "/"])
        {
            await AskAsync(client, "GET", text, id: "t");
        }

        Assert.Equal(
            ApiDocument.Operations.Select(each => each.Operation.GetProperty("operationId").GetString()!).Except(NotAsked).Order(StringComparer.Ordinal),
            _asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_IsServedAsItStands()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);

        Assert.Equal(ApiDocument.Text, (await client.GetAsync("openapi.json")).Text);
    }

    private async Task<JsonElement> AskAsync(
        SessionClient client, string method, string path, string? body = null, string? id = null, (string Name, string Value) more = default)
    {
        var (_, _, operation) = ApiDocument.Operations.Single(each => each.Path == path && each.Method == method);
        _asked.Add(operation.GetProperty("operationId").GetString()!);
        var url = path.Replace("{id}", id, StringComparison.Ordinal).TrimStart('/');
        url = more.Name is null ? url : url.Replace($"{{{more.Name}}}", more.Value, StringComparison.Ordinal);

        var answer = await client.SendAsync(new(method), url, body);

        var responses = operation.GetProperty("responses");
        var said = responses.TryGetProperty(((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture), out var own)
            ? Resolve(own) : Resolve(responses.GetProperty("default"));
        Assert.True(answer.Status < HttpStatusCode.BadRequest || !responses.TryGetProperty("200", out _), $"{method} {url}: {answer.Text}");
        if (!said.TryGetProperty("content", out var content))
        {
            Assert.Equal("", answer.Text);
            return default;
        }

        var type = answer.Headers["content-type"].Split(';')[0];
        Assert.True(content.TryGetProperty(type, out var form), $"{method} {path}: {type} is not in the document");
        if (type != "application/json")
        {
            return default;
        }

        var violations = ApiDocument.Violations(form.GetProperty("schema"), answer.Json).ToList();
        Assert.True(violations.Count == 0, $"{method} {path}: {string.Join("; ", violations)}\n{answer.Text}");
        Assert.All(
            said.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().Where(header => header.Value.TryGetProperty("required", out _)) : [],
            header => Assert.Contains(header.Name.ToLowerInvariant(), answer.Headers.Keys));
        return answer.Json;
    }

    private static JsonElement Resolve(JsonElement response) => response.TryGetProperty("$ref", out var named)
        ? ApiDocument.Json.GetProperty("components").GetProperty("responses").GetProperty(named.GetString()!.Split('/')[^1])
        : response;
}

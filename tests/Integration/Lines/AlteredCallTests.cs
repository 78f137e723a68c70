using System.Text.Json;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Lines;

/// <summary>What agents do with a call before they send it back, under the default settings: the line goes on in the same tokens.</summary>
public sealed class AlteredCallTests
{
    private const string Call =
        "<tool_call>\n{\"name\": \"Edit\", \"arguments\": {\"file_path\": \"/a\"}}\n</tool_call>";

    private const string Message =
        """{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"Edit","arguments":"{\"file_path\": \"/a\"}"}}]}""";

    /// <summary>Claude Code fills in <c>replace_all</c>, whose default it declares; without a declaration it is more than was sampled.</summary>
    [Theory]
    [InlineData(""","default":false""", null)]
    [InlineData("", "calls=1; messages[1].tool_calls[0].function.arguments")]
    public async Task Messages_WithAPropertyThatTheAgentFilledIn_GoOnInTheSameTokensAndAreTold(string declared, string? told)
    {
        var script = new ScriptedEngine(ServedModel.Tokenizer).Parses(Call, Message).Says("a2", "a3");
        await using var server = await ScriptedSession.OpenAsync(script, TestServer.Options);
        var tools =
            """[{"name":"Edit","input_schema":{"type":"object","properties":{"file_path":{"type":"string"},"replace_all":{"type":"boolean" DEFAULT}}}}]"""
                .Replace(" DEFAULT", declared, StringComparison.Ordinal);
        var first = await PostAsync(server, tools, """{"role":"user","content":"u"}""");
        var id = first.Json.GetProperty("content")[0].GetProperty("id").GetString();

        var replayed = $$$"""{"role":"user","content":"u"},{"role":"assistant","content":[{"type":"tool_use","id":"{{{id}}}","name":"Edit","input":{"replace_all":false,"file_path":"/a"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{{id}}}","content":"t"}]}""";
        var second = await PostAsync(server, tools, replayed);
        var third = await PostAsync(server, tools, $$"""{{replayed}},{"role":"assistant","content":"a2"},{"role":"user","content":"v"}""");

        Assert.Equal(("0", "1"), (second.Headers["x-tito-parent"], third.Headers["x-tito-parent"]));
        Assert.Equal((told, null), (second.Headers.GetValueOrDefault("x-tito-altered"), third.Headers.GetValueOrDefault("x-tito-altered")));
        Assert.StartsWith($"{server.Prompts[0]}{Call}<|im_end|>", server.Prompts[1], StringComparison.Ordinal);
        Assert.StartsWith(server.Prompts[1], server.Prompts[2], StringComparison.Ordinal);

        var view = (await server.Client.GetAsync($"sessions/{server.Id}")).Json;
        var expected = told is null ? "" : "1:1:tool_calls[0].function.arguments";
        Assert.Equal(expected, Told(view.GetProperty("metadata").GetProperty("status").GetProperty("altered")));
        Assert.Equal(told is not null, view.GetProperty("records")[1].TryGetProperty("altered", out _));
        Assert.Equal("complete", view.GetProperty("metadata").GetProperty("status").GetProperty("state").GetString());
        server.Client.Headers.Add("Accept", "application/json");
        var samples = (await server.Client.PostAsync($"sessions/{server.Id}/samples", "{}")).Json;
        Assert.Equal(expected, Told(samples.GetProperty("samples")[0].GetProperty("metadata").GetProperty("altered")));
    }

    private static string Told(JsonElement altered) => string.Join(' ', altered.EnumerateArray().Select(call =>
        $"{call.GetProperty("turn")}:{call.GetProperty("message")}:{call.GetProperty("field")}"));

    private static async Task<HttpAnswer> PostAsync(ScriptedSession server, string tools, string messages)
    {
        var answer = await server.Client.PostAsync(
            $"sessions/{server.Id}/v1/messages", $$"""{"model":"m","max_tokens":9,"tools":{{tools}},"messages":[{{messages}}]}""");
        return (int)answer.Status == 200 ? answer : throw new InvalidOperationException(answer.Text);
    }
}

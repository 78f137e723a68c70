using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>OpenAI's form from before tools, as the API reference has it: <c>functions</c>, <c>function_call</c>, the role <c>function</c>.</summary>
public sealed class LegacyFunctionTests
{
    private const string Functions = """[{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}]""";

    private const string Tools = """[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}]""";

    private const string One = "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>";

    private const string Two = One + "\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 2}}\n</tool_call>";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_WithFunctions_IsACallThatGoesOnInTheSameTokens(bool isStreamed)
    {
        await using var session = await OpenAsync(One, 1);

        var (message, ending) = await AskAsync(session, isStreamed, """{"role":"user","content":"u"}""");
        var call = message.GetProperty("function_call");
        var second = await session.ChatAsync(Body(
            $$"""{"role":"user","content":"u"},{"role":"assistant","content":null,"function_call":{{call.GetRawText()}}},{"role":"function","name":"f","content":"3"}"""));

        Assert.Equal(("f", """{"a": 1}""", "function_call"), (Text(call, "name"), Text(call, "arguments"), ending));
        Assert.False(message.TryGetProperty("tool_calls", out _));
        Assert.Equal("0", second.Headers["x-tito-parent"]);
        Assert.StartsWith($"{session.Prompts[0]}{One}<|im_end|>\n<|im_start|>user\n<tool_response>\n3\n</tool_response>", session.Prompts[1], StringComparison.Ordinal);
    }

    /// <summary>The same prompt as with tools: the session goes on from one form to the other.</summary>
    [Fact]
    public async Task Chat_WithFunctions_MakesThePromptOfTools()
    {
        await using var session = await OpenAsync(One, 1);
        await AskAsync(session, false, """{"role":"user","content":"u"}""");
        await using var other = await OpenAsync(One, 1);
        await other.ChatAsync($$"""{"messages":[{"role":"user","content":"u"}],"tools":{{Tools}}}""");

        Assert.Equal(other.Prompts[0], session.Prompts[0]);
    }

    /// <summary>The form has one call. A client that keeps the whole message goes on; one that keeps the first call alone is refused.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_WithSeveralCalls_HasAllOfThem(bool isStreamed)
    {
        await using var session = await OpenAsync(Two, 2);

        var (message, _) = await AskAsync(session, isStreamed, """{"role":"user","content":"u"}""");
        var calls = message.GetProperty("tool_calls");
        Assert.Equal(["""{"a": 1}""", """{"a": 2}"""], calls.EnumerateArray().Select(call => Text(call.GetProperty("function"), "arguments")));
        Assert.Equal("""{"a": 1}""", Text(message.GetProperty("function_call"), "arguments"));

        var first = await session.ChatAsync(Body(
            $$"""{"role":"user","content":"u"},{"role":"assistant","content":null,"function_call":{{message.GetProperty("function_call").GetRawText()}}},{"role":"function","name":"f","content":"3"}"""));
        Assert.Equal((400, "history_mismatch"), first.Error);
        var whole = await session.ChatAsync(Body(
            $$"""{"role":"user","content":"u"},{"role":"assistant","content":null,"function_call":{{message.GetProperty("function_call").GetRawText()}},"tool_calls":{{calls.GetRawText()}}},{"role":"tool","tool_call_id":"{{Text(calls[0], "id")}}","content":"3"}"""));
        Assert.Equal("0", whole.Headers["x-tito-parent"]);
    }

    [Theory]
    [InlineData(""","functions":[{"name":"f"}],"tools":[{"type":"function","function":{"name":"g"}}]""", "functions")]
    [InlineData(""","functions":[{"name":"f"}],"function_call":"auto","tool_choice":"auto" """, "function_call")]
    [InlineData(""","functions":[{"name":"f"}],"function_call":"some" """, "function_call")]
    [InlineData(""","functions":[{"name":"f"}],"function_call":{}""", "function_call")]
    [InlineData(""","functions":[{"name":"f"}],"function_call":1""", "function_call")]
    [InlineData(""","function_call":{"name":"f"}""", "function_call")]
    [InlineData(""","functions":[{}]""", "functions[0].name")]
    [InlineData(""","functions":{}""", "functions")]
    public async Task Chat_WithFunctionsOfAnotherForm_IsRefusedByName(string fields, string param)
    {
        await using var session = await OpenAsync(One, 1);

        var answer = await session.ChatAsync($$"""{"messages":[{"role":"user","content":"u"}]{{fields}}}""");

        Assert.Equal((400, param), ((int)answer.Status, Text(answer.Json.GetProperty("error"), "param")));
    }

    [Theory]
    [InlineData("\"none\"", "\"none\"")]
    [InlineData("\"auto\"", "\"auto\"")]
    [InlineData("""{"name":"f"}""", """{"type":"function","function":{"name":"f"}}""")]
    public async Task Chat_WithAChoiceOfAFunction_GivesTheEngineThatOfATool(string choice, string expected)
    {
        await using var session = await OpenAsync(One, 1);

        await session.ChatAsync($$"""{"messages":[{"role":"user","content":"u"}],"functions":{{Functions}},"function_call":{{choice}}}""");

        Assert.Equal(expected, session.Recording.Requests[0].Fields.GetProperty("tool_choice").GetRawText());
    }

    private static Task<ScriptedSession> OpenAsync(string sampled, int count)
    {
        var calls = string.Join(',', Enumerable.Range(1, count).Select(a =>
            $$$"""{"id":"c{{{a}}}","type":"function","function":{"name":"f","arguments":"{\"a\": {{{a}}}}"}}"""));
        return ScriptedSession.OpenAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Parses(sampled, $$"""{"role":"assistant","content":null,"tool_calls":[{{calls}}]}""").Says("a2"),
            TestServer.Options);
    }

    private static string Body(string messages, bool isStreamed = false) =>
        $$"""{"messages":[{{messages}}],"functions":{{Functions}},"stream":{{(isStreamed ? "true" : "false")}}}""";

    /// <summary>The message of an answer, of a stream put together as OpenAI's libraries do it, and how it ended.</summary>
    private static async Task<(JsonElement Message, string? Ending)> AskAsync(ScriptedSession session, bool isStreamed, string messages)
    {
        var answer = await session.ChatAsync(Body(messages, isStreamed));
        if (!isStreamed)
        {
            var choice = answer.Json.GetProperty("choices")[0];
            return (choice.GetProperty("message"), Text(choice, "finish_reason"));
        }

        JsonObject function = [], message = new() { ["function_call"] = function };
        JsonArray calls = [];
        string? ending = null;
        foreach (var line in answer.Text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
        {
            var choice = JsonElement.Parse(line["data: ".Length..]).GetProperty("choices")[0];
            ending = Text(choice, "finish_reason") ?? ending;
            var delta = choice.GetProperty("delta");
            if (delta.TryGetProperty("function_call", out var piece))
            {
                Join(function, piece);
            }

            foreach (var call in delta.TryGetProperty("tool_calls", out var pieces) ? pieces.EnumerateArray() : default)
            {
                if (call.GetProperty("index").GetInt32() == calls.Count)
                {
                    calls.Add((JsonNode)new JsonObject { ["id"] = Text(call, "id"), ["type"] = "function", ["function"] = new JsonObject() });
                }

                Join((JsonObject)calls[call.GetProperty("index").GetInt32()]!["function"]!, call.GetProperty("function"));
            }
        }

        if (calls.Count > 0)
        {
            message["tool_calls"] = calls;
        }

        return (JsonElement.Parse(message.ToJsonString()), ending);
    }

    private static void Join(JsonObject function, JsonElement piece)
    {
        foreach (var field in piece.EnumerateObject())
        {
            function[field.Name] = (string?)function[field.Name] + field.Value.GetString();
        }
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

public sealed class AnswerMessageTests
{
    /// <summary>OpenAI, API reference: <c>tool_calls</c> is an array or not there. SGLang says null; openai 7 for Node.js fails on that.</summary>
    [Fact]
    public async Task Chat_WhenTheEngineSaysNullForItsCalls_LeavesThemOutOfAnswerAndRecord()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 1, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);
        var id = await client.OpenAsync();

        var answer = await client.TakeAsync(id, new Conversation().User("Hello").Body());

        Assert.False(answer.Json.GetProperty("choices")[0].GetProperty("message").TryGetProperty("tool_calls", out _));
        var record = Assert.Single((await client.ViewAsync(id)).Records).GetProperty("response").GetProperty("choices")[0];
        Assert.False(record.GetProperty("message").TryGetProperty("tool_calls", out _));
    }

    /// <summary>
    /// An engine without a parser of calls says "stop" of a completion with one. The message is read from the tokens, and so is the word of
    /// the answer; a record has what the engine said.
    /// </summary>
    [Fact]
    public async Task Chat_WhenTheEngineReadsNoCalls_SaysThatTheAnswerEndedWithCalls()
    {
        const string Call = "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {}}\n</tool_call>";
        var ends = TestContext.Current.CancellationToken;
        var engine = new ScriptedEngine(ServedModel.Tokenizer).Samples($"{Call}<|im_end|>", Call, "stop");
        await using var server = await TestServer.StartAsync(engine, ends);
        using var client = new SessionClient(server.Root, ends);
        var id = await client.OpenAsync();

        var choice = (await client.TakeAsync(id, new Conversation().User("u").BodyWithTools())).Json.GetProperty("choices")[0];

        Assert.Equal(1, choice.GetProperty("message").GetProperty("tool_calls").GetArrayLength());
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        var record = Assert.Single((await client.ViewAsync(id)).Records).GetProperty("response").GetProperty("choices")[0];
        Assert.Equal("stop", record.GetProperty("finish_reason").GetString());
    }

    /// <summary>A client that wants no calls gets none, on any face: what the model wrote is the text of its answer, and nobody is blamed.</summary>
    [Theory]
    [InlineData(
        "chat/completions",
        """{"messages":[{"role":"user","content":"u"}],"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"none"}""",
        """{"message":{"role":"assistant","content":TEXT},"finish_reason":"stop"}""")]
    [InlineData(
        "messages",
        """{"max_tokens":99,"messages":[{"role":"user","content":"u"}],"tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"none"}}""",
        """{"content":[{"type":"text","text":TEXT}],"stop_reason":"end_turn"}""")]
    [InlineData(
        "responses",
        """{"input":"u","tools":[{"type":"function","name":"f","parameters":{}}],"tool_choice":"none"}""",
        """{"type":"message","content":[{"type":"output_text","text":TEXT}]}""")]
    public async Task Ask_WhereCallsAreForbidden_GivesTheTextOfOne(string route, string body, string expected)
    {
        const string Call = "<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>";
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Samples($"Look.\n{Call}<|im_end|>", $"Look.\n{Call}", "stop");

        var answer = await session.Client.PostAsync($"sessions/{session.Id}/v1/{route}", body);

        Assert.True((int)answer.Status == 200, answer.Text);
        var told = route switch
        {
            "chat/completions" => Assert.Single(answer.Json.GetProperty("choices").EnumerateArray()),
            "messages" => answer.Json,
            _ => Assert.Single(answer.Json.GetProperty("output").EnumerateArray()),
        };
        AssertHas(JsonElement.Parse(expected.Replace("TEXT", $"\"{JsonEncodedText.Encode($"Look.\n{Call}")}\"", StringComparison.Ordinal)), told);
        Assert.False(answer.Headers.ContainsKey("x-tito-disagreement"));
        Assert.True((await session.Client.PostAsync($"sessions/{session.Id}/verify", "")).Json.GetProperty("verified").GetBoolean());

        static void AssertHas(JsonElement wanted, JsonElement found)
        {
            if (wanted.ValueKind == JsonValueKind.Object)
            {
                Assert.All(wanted.EnumerateObject(), field => AssertHas(field.Value, found.GetProperty(field.Name)));
                Assert.False(found.TryGetProperty("tool_calls", out _));
            }
            else if (wanted.ValueKind == JsonValueKind.Array)
            {
                Assert.Equal(wanted.GetArrayLength(), found.GetArrayLength());
                Assert.All(wanted.EnumerateArray().Zip(found.EnumerateArray()), pair => AssertHas(pair.First, pair.Second));
            }
            else
            {
                Assert.True(JsonElement.DeepEquals(wanted, found), $"{wanted} is {found}");
            }
        }
    }
}

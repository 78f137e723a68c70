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
}

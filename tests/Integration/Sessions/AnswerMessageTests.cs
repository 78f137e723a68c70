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
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A stream says what a whole answer says, in one chunk.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private SimulatedServer _server = null!;
    private SessionClient _client = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatedServer.StartAsync(seed: 7, ServedModel.Qwen3, Ends);
        _client = new(_server.Root, Ends);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Chat_WhenStreamed_AnswersOneChunkWithTheSameContent()
    {
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        var whole = await _client.TakeAsync(await _client.OpenAsync(), talk.BodyWithTools());
        var streamed = await _client.TakeAsync(await _client.OpenAsync(), talk.BodyWithTools(stream: true));

        Assert.Equal(("text/event-stream", "no-cache", "no"), (
            streamed.Headers["content-type"], streamed.Headers["cache-control"], streamed.Headers["x-accel-buffering"]));
        Assert.Equal(whole.Headers["x-tito-digest"], streamed.Headers["x-tito-digest"]);

        var chunk = Chunk(streamed);
        Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString());
        var choice = chunk.GetProperty("choices")[0];
        var expected = whole.Json.GetProperty("choices")[0];
        var delta = choice.GetProperty("delta");
        Assert.Equal("assistant", delta.GetProperty("role").GetString());
        foreach (var name in new[] { "content", "reasoning_content" })
        {
            Assert.Equal(expected.GetProperty("message").GetProperty(name).GetString(), delta.GetProperty(name).GetString());
        }

        Assert.Equal("tool_calls", expected.GetProperty("finish_reason").GetString());
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(whole.Json.GetProperty("usage").GetRawText(), chunk.GetProperty("usage").GetRawText());
        var calls = delta.GetProperty("tool_calls").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, calls.Count), calls.Select(call => call.GetProperty("index").GetInt32()));
        Assert.Equal(
            expected.GetProperty("message").GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("function").GetRawText()),
            calls.Select(call => call.GetProperty("function").GetRawText()));
    }

    [Fact]
    public async Task Chat_WhenTheMessageWasPutTogetherFromAStream_ExtendsTheSession()
    {
        var session = await _client.OpenAsync();
        var talk = new Conversation().User("What is the weather in Zürich?");
        var delta = Chunk(await _client.TakeAsync(session, talk.BodyWithTools(stream: true))).GetProperty("choices")[0].GetProperty("delta");

        talk.GoOn(Answer(delta));
        var answer = await _client.TakeAsync(session, talk.BodyWithTools());

        Assert.Equal("1", answer.Headers["x-tito-turn"]);
        Assert.Equal(2, (await _client.ViewAsync(session)).Records.Length);
    }

    [Fact]
    public async Task Chat_WhenARequestToStreamFails_AnswersTheErrorAsJson()
    {
        var answer = await _client.ChatAsync("0", new Conversation().User("u").BodyWithTools(stream: true));

        Assert.Equal((404, "session_not_found"), answer.Error);
        Assert.Equal("application/json", answer.Headers["content-type"]);
    }

    private static JsonElement Chunk(HttpAnswer answer)
    {
        var events = answer.Text.Split("\n\n");
        Assert.Equal(["data: [DONE]", ""], events[1..]);
        Assert.StartsWith("data: ", events[0], StringComparison.Ordinal);
        return JsonElement.Parse(events[0]["data: ".Length..]);
    }

    /// <summary>The whole answer that a client makes of a stream.</summary>
    private static HttpAnswer Answer(JsonElement delta)
    {
        var answer = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["message"] = JsonObject.Create(delta) }) };
        return new(HttpStatusCode.OK, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }
}

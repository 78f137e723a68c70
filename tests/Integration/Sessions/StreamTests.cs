using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A stream says what a whole answer says, in one chunk, and in OpenAI's order.</summary>
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
        Assert.Equal(["role", "content", "reasoning_content", "tool_calls"], delta.EnumerateObject().Select(property => property.Name));
        Assert.Equal(expected.GetProperty("logprobs").GetRawText(), choice.GetProperty("logprobs").GetRawText());
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
    public async Task Chat_WhenTheStreamsUsageIsAskedFor_TellsItInAChunkWithoutChoices()
    {
        var body = new Conversation().User("u").Body();
        var whole = await _client.TakeAsync(await _client.OpenAsync(), body);
        var streamed = await _client.TakeAsync(
            await _client.OpenAsync(), $$"""{"stream":true,"stream_options":{"include_usage":true},{{body[1..]}}""");

        var lines = streamed.Text.Split("\n\n");

        Assert.Equal(["data: [DONE]", ""], lines[2..]);
        var (turn, usage) = (Data(lines[0]), Data(lines[1]));
        Assert.Equal(JsonValueKind.Null, turn.GetProperty("usage").ValueKind);
        Assert.Equal("stop", Assert.Single(turn.GetProperty("choices").EnumerateArray()).GetProperty("finish_reason").GetString());
        Assert.Equal("[]", usage.GetProperty("choices").GetRawText());
        Assert.Equal(whole.Json.GetProperty("usage").GetRawText(), usage.GetProperty("usage").GetRawText());
        foreach (var name in new[] { "id", "object", "created", "model" })
        {
            Assert.Equal(turn.GetProperty(name).GetRawText(), usage.GetProperty(name).GetRawText());
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"include_usage":null}""")]
    [InlineData("""{"include_usage":false}""")]
    public async Task Chat_WhenTheStreamsUsageIsNotAskedFor_TellsItInTheOneChunk(string options)
    {
        var body = $$"""{"stream":true,"stream_options":{{options}},{{new Conversation().User("u").Body()[1..]}}""";

        var chunk = Chunk(await _client.TakeAsync(await _client.OpenAsync(), body));

        Assert.Equal(JsonValueKind.Object, chunk.GetProperty("usage").ValueKind);
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
    public async Task Chat_WhenAStreamedTurnIsCutOff_SaysLengthAndTheUsage()
    {
        var body = $$"""{"stream":true,"max_tokens":3,{{new Conversation().User("u").Body()[1..]}}""";

        var chunk = Chunk(await _client.TakeAsync(await _client.OpenAsync(), body));

        Assert.Equal("length", chunk.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(3, chunk.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_WhenTheEngineRefusesARequestToStream_AnswersTheErrorAsJsonAndRecordsNothing()
    {
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Ends(new InferenceOutcome.Rejected(400, "application/json", "context too long"u8.ToArray()));

        var answer = await session.ChatAsync(new Conversation().User("u").BodyWithTools(stream: true));

        Assert.Equal((400, "engine_error"), answer.Error);
        Assert.Equal("application/json", answer.Headers["content-type"]);
        Assert.Empty((await session.ViewAsync()).Records);
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
        return Data(events[0]);
    }

    private static JsonElement Data(string line)
    {
        Assert.StartsWith("data: ", line, StringComparison.Ordinal);
        return JsonElement.Parse(line["data: ".Length..]);
    }

    /// <summary>The whole answer that a client makes of a stream.</summary>
    private static HttpAnswer Answer(JsonElement delta)
    {
        var answer = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["message"] = JsonObject.Create(delta) }) };
        return new(HttpStatusCode.OK, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }
}

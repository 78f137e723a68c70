using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A stream says what a whole answer says, in OpenAI's order. The engine here gives its completions whole.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private static string Logprobs(string body) => $"{body[..^1]},\"logprobs\":true}}";

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.General) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
    public async Task Chat_WhenStreamed_SaysTheSameInChunks()
    {
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        var whole = await _client.TakeAsync(await _client.OpenAsync(), Logprobs(talk.BodyWithTools()));
        var streamed = await _client.TakeAsync(await _client.OpenAsync(), Logprobs(talk.BodyWithTools(stream: true)));

        Assert.Equal(("text/event-stream", "no-cache", "no"), (
            streamed.Headers["content-type"], streamed.Headers["cache-control"], streamed.Headers["x-accel-buffering"]));
        var chunks = Chunks(streamed);
        Assert.Equal(whole.Headers["x-tito-digest"], chunks[^1].GetProperty("tito").GetProperty("digest").GetString());
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", chunk.GetProperty("object").GetString()));
        Assert.All(["created", "model"], name => Assert.Equal(
            whole.Json.GetProperty(name).GetRawText(), Assert.Single(chunks.Select(chunk => chunk.GetProperty(name).GetRawText()).Distinct())));
        var choice = chunks[^1].GetProperty("choices")[0];
        var expected = whole.Json.GetProperty("choices")[0];
        Assert.Equal(expected.GetProperty("logprobs").GetRawText(), choice.GetProperty("logprobs").GetRawText());
        Assert.Equal("tool_calls", expected.GetProperty("finish_reason").GetString());
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.All(chunks[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("choices")[0].GetProperty("finish_reason").ValueKind));
        Assert.Equal(whole.Json.GetProperty("usage").GetRawText(), chunks[^1].GetProperty("usage").GetRawText());
        Assert.Equal("""{"role":"assistant","content":""}""", chunks[0].GetProperty("choices")[0].GetProperty("delta").GetRawText());
        var (message, wanted) = (Message(streamed), expected.GetProperty("message"));
        Assert.All(["content", "reasoning_content"], name => Assert.Equal(wanted.GetProperty(name).GetString(), message[name]!.GetValue<string>()));
        Assert.Equal(
            wanted.GetProperty("tool_calls").EnumerateArray().Select(call => (call.GetProperty("id").GetString(), call.GetProperty("function").GetRawText())),
            message["tool_calls"]!.AsArray().Select(call => ((string?)call!["id"], JsonElement.Parse(call["function"]!.ToJsonString(Readable)).GetRawText())));
    }

    [Fact]
    public async Task Chat_WhenTheStreamsUsageIsAskedFor_TellsItInAChunkWithoutChoices()
    {
        var body = new Conversation().User("u").Body();
        var whole = await _client.TakeAsync(await _client.OpenAsync(), body);
        var streamed = await _client.TakeAsync(
            await _client.OpenAsync(), $$"""{"stream":true,"stream_options":{"include_usage":true},{{body[1..]}}""");

        var chunks = Chunks(streamed);
        var (turn, usage) = (chunks[^2], chunks[^1]);
        Assert.All(chunks[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
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
    public async Task Chat_WhenTheStreamsUsageIsNotAskedFor_TellsItInTheChunkOfTheEnd(string options)
    {
        var body = $$"""{"stream":true,"stream_options":{{options}},{{new Conversation().User("u").Body()[1..]}}""";

        var chunk = Chunks(await _client.TakeAsync(await _client.OpenAsync(), body))[^1];

        Assert.Equal(JsonValueKind.Object, chunk.GetProperty("usage").ValueKind);
    }

    [Fact]
    public async Task Chat_WhenTheMessageWasPutTogetherFromAStream_ExtendsTheSession()
    {
        var session = await _client.OpenAsync();
        var talk = new Conversation().User("What is the weather in Zürich?");
        var streamed = await _client.TakeAsync(session, talk.BodyWithTools(stream: true));

        talk.GoOn(Answer(Message(streamed)));
        var answer = await _client.TakeAsync(session, talk.BodyWithTools());

        Assert.Equal("1", answer.Headers["x-tito-turn"]);
        Assert.Equal(2, (await _client.ViewAsync(session)).Records.Length);
    }

    [Fact]
    public async Task Chat_WhenAStreamedTurnIsCutOff_SaysLengthAndTheUsage()
    {
        var body = $$"""{"stream":true,"max_tokens":3,{{new Conversation().User("u").Body()[1..]}}""";

        var chunk = Chunks(await _client.TakeAsync(await _client.OpenAsync(), body))[^1];

        Assert.Equal("length", chunk.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(3, chunk.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Chat_WhenTheEngineRefusesARequestToStream_AnswersTheErrorAsJsonAndRecordsNothing()
    {
        await using var session = await ScriptedSession.OpenAsync();
        HttpAnswer answer;
        do
        {
            // Where a busy machine takes a tenth of a second for it, the headers of a stream have left by then, which is another test's.
            session.Script.Ends(new InferenceOutcome.Rejected(400, "application/json", "context too long"u8.ToArray()));
            answer = await session.ChatAsync(new Conversation().User("u").BodyWithTools(stream: true));
        }
        while (answer.Headers["content-type"] == "text/event-stream");

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

    private static ImmutableArray<JsonElement> Chunks(HttpAnswer answer)
    {
        var events = answer.Text.Split("\n\n");
        Assert.Equal(["data: [DONE]", ""], events[^2..]);
        return [.. events[..^2].Where(line => !line.StartsWith(':')).Select(Data)];
    }

    private static JsonElement Data(string line)
    {
        Assert.StartsWith("data: ", line, StringComparison.Ordinal);
        return JsonElement.Parse(line["data: ".Length..]);
    }

    /// <summary>The message that a client puts together from a stream.</summary>
    private static JsonObject Message(HttpAnswer streamed)
    {
        var message = new JsonObject { ["role"] = "assistant" };
        foreach (var chunk in Chunks(streamed).Where(chunk => chunk.GetProperty("choices").GetArrayLength() > 0))
        {
            foreach (var field in chunk.GetProperty("choices")[0].GetProperty("delta").EnumerateObject())
            {
                if (field.Name == "tool_calls")
                {
                    Add(message["tool_calls"] ??= new JsonArray(), field.Value[0]);
                }
                else if (field.Name != "role")
                {
                    message[field.Name] = (string?)message[field.Name] + field.Value.GetString();
                }
            }
        }

        return message;
    }

    private static void Add(JsonNode calls, JsonElement piece)
    {
        var index = piece.GetProperty("index").GetInt32();
        if (index == calls.AsArray().Count)
        {
            calls.AsArray().Add((JsonNode)new JsonObject
            {
                ["id"] = piece.GetProperty("id").GetString(),
                ["type"] = piece.GetProperty("type").GetString(),
                ["function"] = new JsonObject { ["name"] = piece.GetProperty("function").GetProperty("name").GetString(), ["arguments"] = "" },
            });
        }

        var function = calls[index]!["function"]!;
        function["arguments"] = (string?)function["arguments"] + piece.GetProperty("function").GetProperty("arguments").GetString();
    }

    /// <summary>The whole answer that a client makes of a stream.</summary>
    private static HttpAnswer Answer(JsonObject message)
    {
        var answer = new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["message"] = message }) };
        return new(HttpStatusCode.OK, new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }
}

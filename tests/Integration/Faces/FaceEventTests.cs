using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>The events of a stream, by the published order of each API, with the engine's tokens written by hand.</summary>
public sealed class FaceEventTests
{
    private static readonly ImmutableArray<string> Said =
    [
        "<think>", "\nh", "m\n", "</think>", "\n\nLo", "ok.", "\n", "<tool_call>", "\n{\"name\": \"get_weather\", ", "\"arguments\": {\"city\": ",
        "\"Bern\"}}\n", "</tool_call>",
    ];

    private static readonly HttpClient Http = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_Streamed_AreNamedAndInAnthropicsOrder()
    {
        var events = await StreamAsync(SpokenFace.Messages, Said);

        Assert.All(events, one => Assert.Equal(one.Name, one.Data.GetProperty("type").GetString()));
        Assert.Equal(
            [
                "message_start", "content_block_start thinking", "thinking_delta", "signature_delta", "content_block_stop",
                "content_block_start text", "text_delta", "content_block_stop", "content_block_start tool_use", "input_json_delta",
                "content_block_stop", "message_delta", "message_stop",
            ],
            Shortened(events.Select(one => one.Data.TryGetProperty("delta", out var delta) && delta.TryGetProperty("type", out var kind) ? kind.GetString()!
                : one.Data.TryGetProperty("content_block", out var block) ? $"{one.Name} {block.GetProperty("type").GetString()}"
                : one.Name)));
        Assert.Equal("hm", string.Concat(Deltas(events, "thinking")));
        Assert.Equal("Look.", string.Concat(Deltas(events, "text")));
        Assert.Equal("""{"city": "Bern"}""", string.Concat(Deltas(events, "partial_json")));
        Assert.Equal("tool_use", events[^2].Data.GetProperty("delta").GetProperty("stop_reason").GetString());
    }

    [Fact]
    public async Task Responses_Streamed_AreNumberedWithoutGapsAndInOpenAisOrder()
    {
        var events = await StreamAsync(SpokenFace.Responses, Said);

        Assert.Equal(Enumerable.Range(0, events.Length), events.Select(one => one.Data.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(
            [
                "response.created", "response.in_progress",
                "response.output_item.added", "response.content_part.added", "response.reasoning_text.delta", "response.reasoning_text.done",
                "response.content_part.done", "response.output_item.done",
                "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.done",
                "response.content_part.done", "response.output_item.done",
                "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done",
                "response.output_item.done", "response.completed",
            ],
            Shortened(events.Select(one => one.Name)));
        var output = events[^1].Data.GetProperty("response").GetProperty("output");
        Assert.Equal(["reasoning", "message", "function_call"], output.EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        Assert.Equal(
            output.EnumerateArray().Select(item => item.GetRawText()),
            events.Where(one => one.Name == "response.output_item.done").Select(one => one.Data.GetProperty("item").GetRawText()));
    }

    [Theory]
    [InlineData("v1/messages", """{"model":"m","max_tokens":9}""", """{"type":"error","error":{"type":"invalid_request_error","message":"messages: must be an array.","code":"invalid_request","param":"messages"}}""")]
    [InlineData("v1/responses", """{"model":"m","max_output_tokens":9}""", """{"error":{"message":"input: must be an array.","type":"invalid_request_error","code":"invalid_request","param":"input"}}""")]
    public async Task AnErrorBeforeTheStream_HasTheShapeOfItsFace(string route, string body, string expected)
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);

        var answer = await client.PostAsync($"sessions/{await client.OpenAsync()}/{route}", body);

        Assert.Equal((400, expected), ((int)answer.Status, answer.Text));
    }

    [Fact]
    public async Task Messages_WithAThread_AreRefusedInTheWordsAtWhichTheLibrarySendsTheHistory()
    {
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer), Ends);
        using var client = new SessionClient(server.Root, Ends);

        var answer = await client.PostAsync(
            $"sessions/{await client.OpenAsync()}/v1/messages",
            """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"u"}],"thread":{"type":"create"}}""");

        Assert.Equal(
            ("400", "thread_unsupported_request", "[\"thread\"]"),
            (
                $"{(int)answer.Status}",
                answer.Json.GetProperty("error").GetProperty("details").GetProperty("error_code").GetString(),
                answer.Json.GetProperty("error").GetProperty("details").GetProperty("unsupported").GetRawText()));
    }

    private static async Task<ImmutableArray<(string Name, JsonElement Data)>> StreamAsync(SpokenFace face, ImmutableArray<string> said)
    {
        var engine = new StreamingEngine();
        var answer = engine.Next();
        await using var server = await TestServer.StartAsync(engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        foreach (var piece in said)
        {
            answer.Gives(piece);
        }

        answer.Gives("<|im_end|>").Ends();
        var body = face.Body([new JsonObject { ["role"] = "system", ["content"] = "s" }, new JsonObject { ["role"] = "user", ["content"] = "u" }]);
        body["stream"] = true;
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(server.Root, $"sessions/{await client.OpenAsync()}/{face.Route}"), content, Ends);
        var text = await response.Content.ReadAsStringAsync(Ends);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(frame => !frame.StartsWith(':')).Select(Event)];
    }

    private static (string Name, JsonElement Data) Event(string frame)
    {
        var lines = frame.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("event: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("data: ", lines[1], StringComparison.Ordinal);
        return (lines[0]["event: ".Length..], JsonElement.Parse(lines[1]["data: ".Length..]));
    }

    /// <summary>Deltas of one kind that follow each other are one.</summary>
    private static IEnumerable<string> Shortened(IEnumerable<string> names)
    {
        var last = "";
        foreach (var name in names)
        {
            if (name != last || !name.EndsWith("delta", StringComparison.Ordinal))
            {
                yield return name;
            }

            last = name;
        }
    }

    private static IEnumerable<string> Deltas(IEnumerable<(string Name, JsonElement Data)> events, string field) => events
        .Where(one => one.Name == "content_block_delta" && one.Data.GetProperty("delta").TryGetProperty(field, out _))
        .Select(one => one.Data.GetProperty("delta").GetProperty(field).GetString()!);
}

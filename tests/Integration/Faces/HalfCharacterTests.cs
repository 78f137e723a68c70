using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>
/// A model that samples half a character in the arguments of a call, as an escape: the answer is whole on Anthropic's face, and the session
/// goes on from what its client sends back.
/// </summary>
public sealed class HalfCharacterTests
{
    private const string Arguments = """{"city": "\ud83d"}""";

    private const string User = """{"role":"user","content":"u"}""";

    private const string Tools = """[{"name":"get_weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]""";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_WithHalfACharacterInACall_GoOnFromWhatTheClientSendsBack(bool isStreamed)
    {
        var engine = new StreamingEngine();
        await using var server = await TestServer.StartAsync(engine, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var route = $"sessions/{await client.OpenAsync()}/v1/messages";
        engine.Next().Gives("<tool_call>\n{\"name\": \"get_weather\", \"arguments\": ").Gives(Arguments).Gives("}\n</tool_call><|im_end|>").Ends();
        engine.Next().Gives("So.<|im_end|>").Ends();

        var first = await client.PostAsync(route, Body(User, isStreamed));
        Assert.True((int)first.Status == 200, first.Text);
        var (id, input) = isStreamed ? Streamed(first.Text) : Whole(first.Json);
        var second = await client.PostAsync(route, Body(
            $$"""
            {{User}},{"role":"assistant","content":[{"type":"tool_use","id":"{{id}}","name":"get_weather","input":{{input}}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"{{id}}","content":"Rain."}]}
            """,
            isStreamed: false));

        Assert.True((int)second.Status == 200, second.Text);
        Assert.Equal("0", second.Headers["x-tito-parent"]);
    }

    private static (string Id, string Input) Whole(JsonElement answer)
    {
        var block = Assert.Single(answer.GetProperty("content").EnumerateArray());
        Assert.Equal(Arguments, block.GetProperty("input").GetProperty("__unparsedToolInput").GetProperty("raw").GetString());
        return (block.GetProperty("id").GetString()!, block.GetProperty("input").GetRawText());
    }

    /// <summary>As a client in JavaScript makes it: the object of the joined text, written anew.</summary>
    private static (string Id, string Input) Streamed(string stream)
    {
        var events = stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Select(line => JsonElement.Parse(line["data: ".Length..])).ToList();
        var parts = events.Where(data => data.TryGetProperty("delta", out var delta) && delta.TryGetProperty("partial_json", out _));
        Assert.Equal(Arguments, string.Concat(parts.Select(data => data.GetProperty("delta").GetProperty("partial_json").GetString())));
        Assert.Equal("message_stop", events[^1].GetProperty("type").GetString());
        var begin = events.First(data => data.TryGetProperty("content_block", out _)).GetProperty("content_block");
        return (begin.GetProperty("id").GetString()!, """{"city":"\ud83d"}""");
    }

    private static string Body(string messages, bool isStreamed) =>
        $$"""{"model":"m","max_tokens":99,"stream":{{(isStreamed ? "true" : "false")}},"tools":{{Tools}},"messages":[{{messages}}]}""";
}

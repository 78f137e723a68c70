using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>Anthropic's Messages, whose messages are blocks.</summary>
internal static class GivenBlocks
{
    public static ImmutableArray<GivenEntry> History(JsonElement body) =>
        [.. GivenJson.List(body, "messages").Select(message => GivenJson.Text(message, "role") is var role && role == "assistant"
            ? new GivenEntry(role, default, Of(message))
            : new GivenEntry(role ?? "", GivenJson.Said(message), null))];

    /// <summary>An answer, or an assistant's message of a request: both have <c>content</c>.</summary>
    public static GivenMessage Of(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind == JsonValueKind.Array ? Of(content.EnumerateArray()) : new(content, null, []);
    }

    public static GivenMessage Streamed(IEnumerable<JsonElement> events)
    {
        var blocks = new SortedDictionary<int, (JsonElement Start, StringBuilder Text, StringBuilder Seal)>();
        foreach (var each in events)
        {
            switch (GivenJson.Text(each, "type"))
            {
                case "content_block_start":
                    blocks.Add(each.GetProperty("index").GetInt32(), (each.GetProperty("content_block"), new(), new()));
                    break;
                case "content_block_delta":
                    var delta = each.GetProperty("delta");
                    var (_, text, seal) = blocks[each.GetProperty("index").GetInt32()];
                    text.Append(
                        GivenJson.Text(delta, "text") ?? GivenJson.Text(delta, "thinking") ?? GivenJson.Text(delta, "partial_json"));
                    seal.Append(GivenJson.Text(delta, "signature"));
                    break;
                default:
                    break;
            }
        }

        return Of(blocks.Values.Select(block => Whole(block.Start, block.Text.ToString(), block.Seal.ToString())));
    }

    private static JsonElement Whole(JsonElement start, string text, string seal) => JsonElement.Parse(GivenJson.Text(start, "type") switch
    {
        "text" => $$"""{"type":"text","text":{{GivenJson.Quote(text)}}}""",
        "thinking" => $$"""{"type":"thinking","thinking":{{GivenJson.Quote(text)}},"signature":{{GivenJson.Quote(seal)}}}""",
        _ => $$"""
            {"type":"tool_use","id":"{{GivenJson.Text(start, "id")}}","name":"{{GivenJson.Text(start, "name")}}",
            "input":{{(text.Length > 0 ? text : "{}")}}}
            """,
    });

    private static GivenMessage Of(IEnumerable<JsonElement> content)
    {
        var blocks = content.ToLookup(block => GivenJson.Text(block, "type") ?? "");
        var thinking = blocks["thinking"].ToList();
        return new(
            blocks["text"].Any() ? GivenJson.String(string.Concat(blocks["text"].Select(block => GivenJson.Text(block, "text")))) : default,
            thinking.Count == 0 ? null : string.Concat(thinking.Select(block => GivenJson.Text(block, "thinking"))),
            [.. blocks["tool_use"].Select(call => new GivenCall(
                GivenJson.Text(call, "id") ?? "", GivenJson.Text(call, "name") ?? "", GivenJson.Compact(call.GetProperty("input"))))])
        {
            Seal = thinking.Count == 0 ? null : string.Concat(thinking.Select(block => GivenJson.Text(block, "signature"))),
        };
    }
}

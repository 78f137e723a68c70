using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs;

/// <summary>An assistant message as a client got it from an answer, whole or streamed, or sent it in a request.</summary>
/// <param name="Content">Its <c>content</c>; undefined when it has none.</param>
/// <param name="Reasoning">Its <c>reasoning_content</c>, or null.</param>
/// <param name="OtherReasoning">Its <c>reasoning</c>, or null.</param>
/// <param name="Name">Its <c>name</c>, or null.</param>
/// <param name="Calls">Its tool calls: id, name, arguments.</param>
internal sealed record GivenMessage(
    JsonElement Content,
    string? Reasoning,
    string? OtherReasoning,
    string? Name,
    ImmutableArray<(string Id, string Name, string Arguments)> Calls)
{
    /// <summary>The message of an answer.</summary>
    public static GivenMessage OfAnswer(string answer) => answer.StartsWith("data:", StringComparison.Ordinal)
        ? OfChunks([.. answer.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[6..]))])
        : Of(JsonElement.Parse(answer).GetProperty("choices")[0].GetProperty("message"));

    /// <summary>The message in OpenAI's form.</summary>
    public static GivenMessage Of(JsonElement message) => new(
        message.TryGetProperty("content", out var content) ? content : default,
        Text(message, "reasoning_content"),
        Text(message, "reasoning"),
        Text(message, "name"),
        message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array
            ? [.. calls.EnumerateArray().Select(call => (Text(call, "id")!, Text(call.GetProperty("function"), "name")!, Text(call.GetProperty("function"), "arguments")!))]
            : []);

    private static GivenMessage OfChunks(ImmutableArray<JsonElement> chunks)
    {
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        var calls = new SortedDictionary<int, (string Id, string Name, string Arguments)>();
        foreach (var choice in chunks.Where(chunk => chunk.TryGetProperty("choices", out _)).SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray()))
        {
            var delta = choice.GetProperty("delta");
            content.Append(Text(delta, "content"));
            reasoning.Append(Text(delta, "reasoning_content"));
            foreach (var call in delta.TryGetProperty("tool_calls", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToArray() : [])
            {
                var (id, name, arguments) = calls.GetValueOrDefault(call.GetProperty("index").GetInt32(), ("", "", ""));
                var function = call.GetProperty("function");
                calls[call.GetProperty("index").GetInt32()] =
                    (id + Text(call, "id"), name + Text(function, "name"), arguments + Text(function, "arguments"));
            }
        }

        return new(
            JsonElement.Parse($"\"{JsonEncodedText.Encode(content.ToString())}\""), reasoning.Length == 0 ? null : reasoning.ToString(), null, null, [.. calls.Values]);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

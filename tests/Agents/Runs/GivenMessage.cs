using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs;

/// <summary>An assistant message as a client got it from an answer, whole or streamed, or sent it in a request.</summary>
/// <param name="Content">Its <c>content</c>; undefined when it has none.</param>
/// <param name="Reasoning">Its <c>reasoning_content</c>, or null.</param>
/// <param name="OtherReasoning">Its <c>reasoning</c>, or null.</param>
/// <param name="Name">Its <c>name</c>, or null.</param>
/// <param name="Calls">Its tool calls.</param>
internal sealed record GivenMessage(
    JsonElement Content, string? Reasoning, string? OtherReasoning, string? Name, ImmutableArray<GivenCall> Calls)
{
    /// <summary>The message of an answer; a stream may begin with a comment.</summary>
    public static GivenMessage OfAnswer(string answer) => answer.StartsWith("data:", StringComparison.Ordinal) || answer.StartsWith(':')
        ? OfChunks(answer.Split('\n')
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[6..])))
        : Of(JsonElement.Parse(answer).GetProperty("choices")[0].GetProperty("message"));

    /// <summary>The message in OpenAI's form.</summary>
    public static GivenMessage Of(JsonElement message) => new(
        message.TryGetProperty("content", out var content) ? content : default,
        Text(message, "reasoning_content"),
        Text(message, "reasoning"),
        Text(message, "name"),
        [.. List(message, "tool_calls").Select(CallOf)]);

    private static GivenMessage OfChunks(IEnumerable<JsonElement> chunks)
    {
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        var calls = new SortedDictionary<int, GivenCall>();
        foreach (var delta in chunks.SelectMany(chunk => List(chunk, "choices")).Select(choice => choice.GetProperty("delta")))
        {
            content.Append(Text(delta, "content"));
            reasoning.Append(Text(delta, "reasoning_content"));
            foreach (var call in List(delta, "tool_calls"))
            {
                var (index, piece) = (call.GetProperty("index").GetInt32(), CallOf(call));
                calls[index] = calls.TryGetValue(index, out var known) ? known.Add(piece) : piece;
            }
        }

        return new(
            JsonElement.Parse($"\"{JsonEncodedText.Encode(content.ToString())}\""),
            reasoning.Length == 0 ? null : reasoning.ToString(),
            OtherReasoning: null,
            Name: null,
            [.. calls.Values]);
    }

    private static GivenCall CallOf(JsonElement call)
    {
        var function = call.GetProperty("function");
        return new(Text(call, "id") ?? "", Text(function, "name") ?? "", Text(function, "arguments") ?? "");
    }

    private static JsonElement[] List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

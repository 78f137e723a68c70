using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Tito.Tests.Agents.Runs.Given;

/// <summary>Chat completions.</summary>
internal static class GivenChat
{
    public static ImmutableArray<GivenEntry> History(JsonElement body) =>
        [.. GivenJson.List(body, "messages").Select(message => GivenJson.Text(message, "role") is var role && role == "assistant"
            ? new GivenEntry(role, default, Of(message))
            : new GivenEntry(role ?? "", GivenJson.Said(message), null))];

    public static GivenMessage Whole(JsonElement answer) => Of(answer.GetProperty("choices")[0].GetProperty("message"));

    public static GivenMessage Streamed(IEnumerable<JsonElement> chunks)
    {
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        var calls = new SortedDictionary<int, GivenCall>();
        foreach (var delta in chunks.SelectMany(chunk => GivenJson.List(chunk, "choices")).Select(choice => choice.GetProperty("delta")))
        {
            content.Append(GivenJson.Text(delta, "content"));
            reasoning.Append(GivenJson.Text(delta, "reasoning_content"));
            foreach (var call in GivenJson.List(delta, "tool_calls"))
            {
                var (index, piece) = (call.GetProperty("index").GetInt32(), CallOf(call));
                calls[index] = calls.TryGetValue(index, out var known) ? known.Add(piece) : piece;
            }
        }

        return new(GivenJson.String(content.ToString()), reasoning.Length == 0 ? null : reasoning.ToString(), [.. calls.Values]);
    }

    private static GivenMessage Of(JsonElement message) => new(
        message.TryGetProperty("content", out var content) ? content : default,
        GivenJson.Text(message, "reasoning_content"),
        [.. GivenJson.List(message, "tool_calls").Select(CallOf)])
    {
        OtherReasoning = GivenJson.Text(message, "reasoning"),
        Name = GivenJson.Text(message, "name"),
    };

    private static GivenCall CallOf(JsonElement call)
    {
        var function = call.GetProperty("function");
        return new(
            GivenJson.Text(call, "id") ?? "", GivenJson.Text(function, "name") ?? "", GivenJson.Text(function, "arguments") ?? "");
    }
}

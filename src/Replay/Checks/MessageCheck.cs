using System.Text.Json;
using Tito.Core.Messages;
using Tito.Replay.Told;

namespace Tito.Replay.Checks;

/// <summary>Holds what an answer says against a chat message.</summary>
internal static class MessageCheck
{
    /// <summary>The first difference in words, or null.</summary>
    /// <param name="expected">A chat message: content, reasoning_content and tool_calls, each optional.</param>
    /// <param name="told">What a client was told.</param>
    public static string? Find(JsonElement expected, ToldAnswer told)
    {
        if (Difference("content", ToldParts.Text(expected, "content") ?? "", told.Content) is { } content)
        {
            return content;
        }

        if (Difference("reasoning_content", ToldParts.Text(expected, "reasoning_content") ?? "", told.Reasoning) is { } reasoning)
        {
            return reasoning;
        }

        var calls = ToldParts.Items(expected, "tool_calls").ToList();
        if (calls.Count != told.Calls.Length)
        {
            return $"tool_calls: expected {calls.Count}, found {told.Calls.Length}.";
        }

        return calls.Zip(told.Calls).Index()
            .Select(pair => CallDifference($"tool_calls[{pair.Index}]", pair.Item.First, pair.Item.Second))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? CallDifference(string place, JsonElement expected, ToldAnswer.Call found)
    {
        var function = ToldParts.Member(expected, "function") ?? default;
        return Difference($"{place}.id", ToldParts.Text(expected, "id") ?? found.Id ?? "", found.Id ?? "")
            ?? Difference($"{place}.name", ToldParts.Text(function, "name") ?? "", found.Name)
            ?? (ToldParts.Text(function, "arguments") is { } arguments && !SameArguments(arguments, found.Arguments)
                ? Difference($"{place}.arguments", arguments, found.Arguments)
                : null);
    }

    /// <summary>A face that writes arguments as a value loses their spaces, and what is no JSON is wrapped.</summary>
    private static bool SameArguments(string expected, string found) =>
        expected == found
        || (StrictJson.TryParse(found) is { } told
            && (StrictJson.TryParse(expected) is { } value
                ? JsonElement.DeepEquals(value, told)
                : ToldParts.Text(told, "raw") == expected
                    || (ToldParts.Member(told, "__unparsedToolInput") is { } wrapped && ToldParts.Text(wrapped, "raw") == expected)));

    private static string? Difference(string field, string expected, string found)
    {
        if (expected == found)
        {
            return null;
        }

        var at = expected.AsSpan().CommonPrefixLength(found);
        return $"{field}: at character {at}: expected {Shown(expected, at)}, found {Shown(found, at)}.";
    }

    private static string Shown(string text, int at)
    {
        var start = Math.Max(0, at - 20);
        var end = Math.Min(text.Length, at + 40);
        return $"{(start > 0 ? "…" : "")}{JsonSerializer(text[start..end])}{(end < text.Length ? "…" : "")}";
    }

    private static string JsonSerializer(string text) => JsonBytes.Text(json => json.WriteStringValue(text.Replace('\uFFFD', '?')));
}

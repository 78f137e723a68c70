using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// Empty assistant messages that some agents keep of a stream that was cut off, before the answer that they got when they asked again.
/// </summary>
internal static class Ghosts
{
    /// <summary>Whether a message is one: an assistant message that says nothing, directly before another assistant message.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="index">The message's index, 0 to below their number.</param>
    public static bool IsAt(IReadOnlyList<ChatMessage> messages, int index) =>
        messages[index].Role == Role.Assistant
        && index + 1 < messages.Count
        && messages[index + 1].Role == Role.Assistant
        && IsBlank(messages[index].Field("content"))
        && IsBlank(messages[index].Reasoning)
        && !HasCalls(messages[index]);

    /// <summary>The conversation without its ghosts from a message on; null where it has none there.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="start">The message from which on they are looked for, 0 or more.</param>
    public static IReadOnlyList<ChatMessage>? Without(IReadOnlyList<ChatMessage> messages, int start) =>
        Enumerable.Range(start, Math.Max(0, messages.Count - start)).Any(index => IsAt(messages, index))
            ? [.. messages.Where((_, index) => index < start || !IsAt(messages, index))]
            : null;

    private static bool HasCalls(ChatMessage message) =>
        message.Field("tool_calls") is { ValueKind: not JsonValueKind.Null } calls
        && (calls.ValueKind != JsonValueKind.Array || calls.GetArrayLength() > 0);

    private static bool IsBlank(JsonElement? text) => text switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => true,
        { ValueKind: JsonValueKind.String } written => string.IsNullOrWhiteSpace(written.GetString()),
        { ValueKind: JsonValueKind.Array } parts => parts.EnumerateArray().All(part =>
            part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var own) && IsBlank(own)),
        _ => false,
    };
}

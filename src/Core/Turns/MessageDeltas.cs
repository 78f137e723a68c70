using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;

namespace Tito.Core.Turns;

/// <summary>The deltas that a whole message makes: reasoning, content, calls; the arguments of a call may be empty.</summary>
public static class MessageDeltas
{
    /// <summary>The deltas, in order.</summary>
    /// <param name="message">An assistant message, ours or an engine's.</param>
    public static IEnumerable<CompletionDelta> Of(ChatMessage message)
    {
        if (Text(message.Reasoning) is { Length: > 0 } reasoning)
        {
            yield return new(DeltaKind.Reasoning, reasoning);
        }

        if (Text(message.Field("content")) is { Length: > 0 } content)
        {
            yield return new(DeltaKind.Content, content);
        }

        if (message.Field("tool_calls") is not { ValueKind: JsonValueKind.Array } calls)
        {
            yield break;
        }

        foreach (var call in calls.EnumerateArray())
        {
            var function = Field(call, "function");
            yield return new(DeltaKind.CallBegin, Text(Field(function, "name")), Text(Field(call, "id")));
            yield return new(DeltaKind.CallArguments, Text(Field(function, "arguments")));
            yield return new(DeltaKind.CallEnd, "");
        }
    }

    /// <summary>A text as it is; what an engine wrote as another kind of JSON as its text.</summary>
    private static string Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };

    private static JsonElement Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}

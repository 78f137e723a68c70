using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Server.Inspector;

/// <summary>What a message says, as a template would write it where it can.</summary>
internal static class MessageText
{
    /// <summary>The text of a message's content; nothing where there is none.</summary>
    public static string Of(ChatMessage message) => message.Field("content") is { } content ? Of(content) : "";

    /// <summary>A text as it is, the texts of a list of parts one after the other, and anything else as its JSON.</summary>
    public static string Of(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(OfPart)),
        _ => content.GetRawText(),
    };

    private static string OfPart(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text"u8, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : part.GetRawText();
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tito.Engines.SgLangChat;

/// <summary>A message in the form that SGLang takes beside the ids.</summary>
/// <remarks>
/// SGLang, <c>protocol.py</c>: a user's message needs content, and a role is one of its own. The ids are the prompt; what is changed here
/// only keeps SGLang from refusing a conversation that the template had a place for.
/// </remarks>
internal static class SgLangChatMessage
{
    private static ReadOnlySpan<byte> Empty => "{\"role\":\"user\",\"content\":\"\"}"u8;

    /// <summary>The bytes of a message: its own, or those of an empty user message where SGLang would refuse it.</summary>
    public static ReadOnlySpan<byte> Of(JsonElement message) =>
        IsRefused(message) ? Empty : JsonMarshal.GetRawUtf8Value(message);

    private static bool IsRefused(JsonElement message)
    {
        if (!message.TryGetProperty("role"u8, out var role) || role.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        return role.ValueEquals("user"u8)
            ? !message.TryGetProperty("content"u8, out var content) || content.ValueKind == JsonValueKind.Null
            : !(role.ValueEquals("assistant"u8) || role.ValueEquals("tool"u8) || role.ValueEquals("system"u8)
                || role.ValueEquals("developer"u8) || role.ValueEquals("function"u8));
    }
}

using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Messages;

/// <summary>Messages in a few characters.</summary>
internal static class Chat
{
    public static ChatMessage Message(string json) => ChatMessage.Parse(JsonElement.Parse(json), "message");

    public static ChatMessage System(string content) => Of("system", content);

    public static ChatMessage User(string content) => Of("user", content);

    public static ChatMessage Assistant(string content) => Of("assistant", content);

    public static ChatMessage Tool(string content) => Of("tool", content);

    /// <summary>An assistant message without text that calls <c>f</c> once for each argument text.</summary>
    public static ChatMessage Calls(params string[] argumentTexts)
    {
        var calls = argumentTexts.Select((text, i) =>
            $$$"""{"id":"call_{{{i}}}","type":"function","function":{"name":"f","arguments":{{{Quote(text)}}}}}""");
        return Message($$"""{"role":"assistant","content":null,"tool_calls":[{{string.Join(',', calls)}}]}""");
    }

    private static ChatMessage Of(string role, string content) => Message($$"""{"role":"{{role}}","content":{{Quote(content)}}}""");

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}

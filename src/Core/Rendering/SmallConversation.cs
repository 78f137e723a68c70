using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Rendering;

/// <summary>A conversation that is rendered when a model is loaded, to see what its template writes around texts.</summary>
internal static class SmallConversation
{
    /// <summary>What the assistant says.</summary>
    public const string Said = "Pong.";

    /// <summary>A system message.</summary>
    public static ChatMessage Instructions { get; } = Message("""{"role":"system","content":"Play."}""");

    /// <summary>A user's message.</summary>
    public static ChatMessage User { get; } = Message("""{"role":"user","content":"Ping?"}""");

    /// <summary>An assistant's message, without reasoning.</summary>
    public static ChatMessage Assistant { get; } = Message($$"""{"role":"assistant","content":"{{Said}}"}""");

    /// <summary>An assistant's message with reasoning.</summary>
    public static ChatMessage Thinking { get; } =
        Message($$"""{"role":"assistant","content":"{{Said}}","reasoning_content":"A game."}""");

    /// <summary>The text of some messages.</summary>
    /// <exception cref="RenderException">The template refuses such a small conversation.</exception>
    public static string Render(ChatRenderer renderer, IReadOnlyList<ChatMessage> messages, bool generate) => renderer.Render(new()
    {
        Messages = messages,
        Tools = ToolList.Empty,
        Arguments = TemplateArguments.Merge(renderer.Family, null, null),
        AddGenerationPrompt = generate,
        Now = DateTimeOffset.UnixEpoch,
    });

    /// <summary>What the template writes after the assistant's last text; null where it does not write the text.</summary>
    /// <exception cref="RenderException">The template refuses such a small conversation.</exception>
    public static string? After(ChatRenderer renderer, IReadOnlyList<ChatMessage> messages)
    {
        var text = Render(renderer, messages, generate: false);
        var at = text.LastIndexOf(Said, StringComparison.Ordinal);
        return at >= 0 ? text[(at + Said.Length)..] : null;
    }

    private static ChatMessage Message(string json) => ChatMessage.Parse(JsonElement.Parse(json), "probe");
}

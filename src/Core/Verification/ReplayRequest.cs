using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Core.Verification;

/// <summary>A recorded request, read as far as a replay needs it.</summary>
internal sealed record ReplayRequest(IReadOnlyList<ChatMessage> Messages, ToolList Tools, TemplateArguments Arguments)
{
    /// <summary>Reads a recorded body.</summary>
    /// <exception cref="MessageException">A field has the wrong form.</exception>
    public static ReplayRequest Parse(JsonElement body, Family family) => new(
        body.TryGetProperty("messages", out var messages)
            ? ChatMessage.ParseList(messages, "messages")
            : throw new MessageException("messages", "is required."),
        ToolList.Parse(GoldenField.Optional(body, "tools")),
        TemplateArguments.Merge(family, null, GoldenField.Optional(body, "chat_template_kwargs")));
}

using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Kimi K2.5. Kimi K2 and K2-Thinking begin a session and a generation otherwise.</summary>
internal static class Kimi25Family
{
    /// <summary>
    /// The published template empties the reasoning of turns up to the last assistant message without tool calls; <c>kimi25.jinja</c> keeps
    /// it.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "kimi25",
        FixedTemplate = EmbeddedTemplate.Read("kimi25.jinja"),
        EarlierTemplates = [EmbeddedTemplate.Read("kimi25.v1.jinja")],
        ContentParts = ContentParts.Listed,
        FixedArguments = [new("preserve_thinking", JsonElement.Parse("true"))],
        MessageForm = new() { PartSeparator = "", ReadsCallIds = true, Fields = MessageForm.NamesOf(Role.System, Role.User, Role.Tool) },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<|im_end|>"],
        ForeignStopTokens = ["[EOS]", "[EOT]", "<|endoftext|>"],
        RequiredTokens = ["<|im_system|>", "<|im_user|>", "<|im_assistant|>", "<|im_middle|>", "<|im_end|>"],
        AssistantStart = "<|im_assistant|>",
        BoundaryExclusions = ["<|im_middle|>"],
        ReasoningParser = "kimi_k2",
        ToolCallParser = "kimi_k2",
        VllmReasoningParser = "kimi_k2",
        VllmToolCallParser = "kimi_k2",
        Completion = CompletionFormats.Kimi,
    };
}

using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Qwen3.5.</summary>
internal static class Qwen35Family
{
    /// <summary>
    /// The published template cuts reasoning before the last user message and refuses system messages that are not the first;
    /// <c>qwen35.jinja</c> keeps both, but no system message may be appended.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "qwen35",
        FixedTemplate = EmbeddedTemplate.Read("qwen35.jinja"),
        EarlierTemplates = [EmbeddedTemplate.Read("qwen35.v1.jinja")],
        ContentParts = ContentParts.Listed,
        FixedArguments = [new("clear_thinking", JsonElement.Parse("false"))],
        MessageForm = new() { PartSeparator = "", TrimmedRoles = [.. Enum.GetValues<Role>()], InlineReasoning = InlineReasoning.Split },
        AppendRoles = [Role.Tool, Role.User, Role.Assistant],
        Boundary = new BoundaryRule.AppendAfter("<|im_end|>", "\n"),
        ForeignStopTokens = ["<|endoftext|>"],
        RequiredTokens = ["<|im_start|>", "<|im_end|>"],
        AssistantStart = "<|im_start|>assistant",
        TrailingTrim = ["\n"],
        ReasoningParser = "qwen3",
        ToolCallParser = "qwen3_coder",
        VllmReasoningParser = "qwen3",
        VllmToolCallParser = "qwen3_coder",
        Completion = CompletionFormats.QwenCoder,
    };
}

using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>The thinking-only models Qwen3-Thinking-2507 and Qwen3-Next-Thinking.</summary>
internal static class QwenNextFamily
{
    /// <summary>
    /// The published templates open every generation with a think block and cut the blocks of earlier turns; <c>qwennext.jinja</c> keeps
    /// them.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "qwennext",
        FixedTemplate = EmbeddedTemplate.Read("qwennext.jinja"),
        ContentParts = ContentParts.Joined,
        FixedArguments = [new("clear_thinking", JsonElement.Parse("false"))],
        MessageForm = new() { PartSeparator = " ", CutsLeadingNewlines = true, InlineReasoning = InlineReasoning.Split },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.AppendAfter("<|im_end|>", "\n"),
        ForeignStopTokens = ["<|endoftext|>"],
        RequiredTokens = ["<|im_start|>", "<|im_end|>"],
        AssistantStart = "<|im_start|>assistant",
        TrailingTrim = ["\n"],
        ReasoningParser = "qwen3",
        ToolCallParser = "qwen25",
        VllmReasoningParser = "qwen3",
        VllmToolCallParser = "hermes",
        Completion = CompletionFormats.Qwen,
    };
}

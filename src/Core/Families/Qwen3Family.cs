using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Qwen3 in its hybrid-thinking form (Qwen3-0.6B to Qwen3-235B-A22B, April 2025).</summary>
internal static class Qwen3Family
{
    /// <summary>
    /// The published template cuts the reasoning of turns before the last user message and gives the last assistant message an
    /// empty think block that it loses later; <c>qwen3.jinja</c> gives every turn a block and keeps it.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "qwen3",
        FixedTemplate = EmbeddedTemplate.Read("qwen3.jinja"),
        EarlierTemplates = [EmbeddedTemplate.Read("qwen3.v1.jinja")],
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

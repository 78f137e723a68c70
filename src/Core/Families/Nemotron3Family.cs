using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Nemotron 3 Nano, Super and Ultra.</summary>
internal static class Nemotron3Family
{
    /// <summary>
    /// The checkpoint's own template keeps reasoning when <c>truncate_history_thinking</c> is false.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "nemotron3",
        FixedArguments = [new("truncate_history_thinking", JsonElement.Parse("false"))],
        MessageForm = new() { TrimmedRoles = [Role.Assistant] },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.AppendAfter("<|im_end|>", "\n"),
        ForeignStopTokens = ["</s>", "<|endoftext|>"],
        RequiredTokens = ["<|im_start|>", "<|im_end|>"],
        AssistantStart = "<|im_start|>assistant\n",
        TrailingTrim = ["\n"],
        ReasoningParser = "nemotron_3",
        ToolCallParser = "qwen3_coder",
        VllmReasoningParser = "nemotron_v3",
        VllmToolCallParser = "qwen3_coder",
        Completion = CompletionFormats.QwenCoder,
    };
}

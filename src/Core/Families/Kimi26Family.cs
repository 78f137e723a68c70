using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Kimi K2.6.</summary>
internal static class Kimi26Family
{
    /// <summary>
    /// The checkpoint's own template keeps reasoning when <c>preserve_thinking</c> is true.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "kimi26",
        FixedArguments = [new("preserve_thinking", JsonElement.Parse("true"))],
        MessageForm = new() { ReadsCallIds = true, Fields = MessageForm.NamesOf(Role.System, Role.User, Role.Tool) },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<|im_end|>"],
        ForeignStopTokens = ["[EOS]", "[EOT]", "<|endoftext|>"],
        RequiredTokens = ["<|im_system|>", "<|im_user|>", "<|im_assistant|>", "<|im_middle|>", "<|im_end|>"],
        AssistantStart = "<|im_assistant|>",
        BoundaryExclusions = ["<|im_middle|>"],
        ReasoningParser = "kimi_k2",
        ToolCallParser = "kimi_k2_raw_id",
        VllmReasoningParser = "kimi_k2",
        VllmToolCallParser = "kimi_k2",
        Completion = CompletionFormats.Kimi,
    };
}

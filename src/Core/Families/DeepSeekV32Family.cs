using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>DeepSeek-V3.2, whose published format is an encoder, not a template.</summary>
internal static class DeepSeekV32Family
{
    /// <summary>
    /// The published encoder drops the reasoning of turns before the last user message; with <c>drop_thinking</c> false ours keeps all of
    /// it. Each turn ends with its own token and the next text opens itself.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "deepseekv32",
        Encoding = ChatEncoding.DeepSeekV32,
        FixedArguments = [new("drop_thinking", JsonElement.Parse("false"))],
        ContentParts = ContentParts.Joined,
        ArgumentGroup = ["thinking_mode", "enable_thinking", "thinking"],
        MessageForm = new() { PartSeparator = " ", ReadsCallIds = true },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<｜end▁of▁sentence｜>"],
        RequiredTokens = ["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"],
        AssistantStart = "<｜Assistant｜>",
        BoundaryOnly = ["<｜User｜>", "<｜Assistant｜>"],
        ReasoningParser = "deepseek-v3",
        ToolCallParser = "deepseekv32",
        VllmReasoningParser = "deepseek_v3",
        VllmToolCallParser = "deepseek_v32",
        Completion = CompletionFormats.DeepSeekV32,
    };
}

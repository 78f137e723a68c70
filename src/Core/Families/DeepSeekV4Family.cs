using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>DeepSeek-V4, whose published encoder folds tool results into user turns.</summary>
internal static class DeepSeekV4Family
{
    /// <summary>
    /// The published encoder drops reasoning unless <c>drop_thinking</c> is false or there are tools. Adjacent user messages and tool
    /// results fold into one turn, with the results in the order of calls that may lie far back, so the real history is rendered. A system
    /// message opens no turn there, so none may be appended.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "deepseekv4",
        Encoding = ChatEncoding.DeepSeekV4,
        FixedArguments = [new("drop_thinking", JsonElement.Parse("false"))],
        ContentParts = ContentParts.Joined,
        ArgumentGroup = ["thinking_mode", "enable_thinking", "thinking"],
        MessageForm = new() { PartSeparator = " ", ReadsCallIds = true },

        // SGLang, serving_chat.py: "V4 encoder only accepts max / high / None", and drops the others.
        EffortLevels = ["high", "max"],
        AppendRoles = [Role.Tool, Role.User, Role.Assistant, Role.Developer],
        Boundary = new BoundaryRule.DiffHistory(),
        StopTokens = ["<｜end▁of▁sentence｜>"],
        RequiredTokens = ["<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"],
        AssistantStart = "<｜Assistant｜>",
        BoundaryOnly = ["<｜User｜>", "<｜Assistant｜>"],
        TrailingTrim = ["<｜Assistant｜>", "<think>", "</think>"],
        ReasoningParser = "deepseek-v4",
        ToolCallParser = "deepseekv4",
        VllmReasoningParser = "deepseek_v4",
        VllmToolCallParser = "deepseek_v4",
        Completion = CompletionFormats.DeepSeekV4,
    };
}

using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>gpt-oss-20b and gpt-oss-120b, in the harmony format.</summary>
internal static class GptOssFamily
{
    /// <summary>
    /// The published template drops analysis between turns and rewrites the token that ended a final message; <c>gptoss.jinja</c> keeps
    /// both. The model stops at <c>return</c> or <c>call</c>, after which the next message opens itself. <c>end</c> closes a message and
    /// not a turn, so the model goes on after it; it is what the format writes after a message that somebody else ended, and closes a turn
    /// that was cut off (github.com/openai/harmony, docs/format.md: "Represents the end of a single message").
    /// </summary>
    public static Family Create() => new()
    {
        Name = "gptoss",
        FixedTemplate = EmbeddedTemplate.Read("gptoss.jinja"),
        ContentParts = ContentParts.Joined,
        MessageForm = new() { PartSeparator = " ", ReadsCallIds = true, Fields = MessageForm.NamesOf(Role.Tool) },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<|return|>", "<|call|>"],
        ForeignStopTokens = ["<|endoftext|>"],
        ClosingTokens = ["<|end|>"],
        RequiredTokens = ["<|start|>", "<|channel|>", "<|message|>", "<|end|>", "<|return|>", "<|call|>"],
        AssistantStart = "<|start|>assistant",
        BoundaryExclusions = ["<|channel|>", "<|message|>", "<|constrain|>"],
        ReasoningParser = "gpt-oss",
        ToolCallParser = "gpt-oss",
        VllmReasoningParser = "openai_gptoss",
        VllmToolCallParser = "openai",
        Completion = new CompletionFormat.Harmony(),
    };
}

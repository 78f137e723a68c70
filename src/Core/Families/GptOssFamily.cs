using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>gpt-oss-20b and gpt-oss-120b, in the harmony format.</summary>
internal static class GptOssFamily
{
    /// <summary>
    /// The published template drops analysis between turns and rewrites the token that ended a final message; <c>gptoss.jinja</c> keeps
    /// both. The model stops at <c>return</c> or <c>call</c>, after which the next message opens itself.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "gptoss",
        FixedTemplate = EmbeddedTemplate.Read("gptoss.jinja"),
        ContentParts = ContentParts.Joined,
        MessageForm = new() { ReadsCallIds = true, Fields = MessageForm.NamesOf(Role.Tool) },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        RequiredTokens = ["<|start|>", "<|channel|>", "<|message|>", "<|end|>", "<|return|>", "<|call|>"],
        AssistantStart = "<|start|>assistant",
        BoundaryExclusions = ["<|channel|>", "<|message|>", "<|constrain|>"],
        ReasoningParser = "gpt-oss",
        ToolCallParser = "gpt-oss",
        VllmReasoningParser = "openai_gptoss",
        VllmToolCallParser = "openai",
    };
}

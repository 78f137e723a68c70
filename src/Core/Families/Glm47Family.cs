using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>GLM-4.7, GLM-5, GLM-5.1 and GLM-5.2.</summary>
internal static class Glm47Family
{
    /// <summary>
    /// The checkpoint's own template keeps reasoning when <c>clear_thinking</c> is false. It closes no message: the model stops by opening
    /// the next one, as a tool result or a user message, and which of them it really is the client decides.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "glm47",
        FixedArguments = [new("clear_thinking", JsonElement.Parse("false"))],
        MessageForm = new() { TrimmedRoles = [Role.Assistant] },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.ReplaceTrailing(["<|observation|>", "<|user|>"]),
        ForeignStopTokens = ["<|endoftext|>"],
        RequiredTokens = ["<|system|>", "<|user|>", "<|assistant|>", "<|observation|>"],
        AssistantStart = "<|assistant|>",
        TrailingTrim = ["<|observation|>", "<|user|>"],
        MaxTrimTokens = 1,
        ReasoningParser = "glm45",
        ToolCallParser = "glm47",
        VllmReasoningParser = "glm45",
        VllmToolCallParser = "glm47",
        Completion = CompletionFormats.Glm,
    };
}

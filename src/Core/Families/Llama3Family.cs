using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Llama 3.1 and 3.3 Instruct.</summary>
internal static class Llama3Family
{
    /// <summary>
    /// The published template puts tools into the first user message; <c>llama3.jinja</c> puts them into the system message.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "llama3",
        FixedTemplate = EmbeddedTemplate.Read("llama3.jinja"),
        ContentParts = ContentParts.Joined,
        MessageForm = new() { PartSeparator = " ", TrimmedRoles = [Role.System, Role.User, Role.Assistant], IgnoresReasoning = true },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<|eot_id|>", "<|eom_id|>"],
        ForeignStopTokens = ["<|end_of_text|>"],
        RequiredTokens = ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
        AssistantStart = "<|start_header_id|>assistant",
        BoundaryExclusions = ["<|end_header_id|>"],
        ToolCallParser = "llama3",
        VllmToolCallParser = "llama3_json",
        Completion = CompletionFormats.Llama3,
    };
}

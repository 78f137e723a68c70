using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Inkling and Inkling-Small.</summary>
internal static class InklingFamily
{
    /// <summary>
    /// A message is a run of typed blocks, each with its own opener, so only the openers that name a role part segments.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "inkling",
        FixedTemplate = EmbeddedTemplate.Read("inkling.jinja"),
        EarlierTemplates = [EmbeddedTemplate.Read("inkling.v1.jinja")],
        ContentParts = ContentParts.Listed,
        SortsArguments = true,
        MessageForm = new()
        {
            PartSeparator = " ",
            RolesOfPartsApart = [Role.System, Role.Developer, Role.User, Role.Assistant],
            ReadsCallIds = true,
            Fields = MessageForm.NamesOf(Role.Tool),
        },
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        StopTokens = ["<|content_model_end_sampling|>"],
        ClosingTokens = ["<|end_message|>", "<|content_model_end_sampling|>"],
        BareTokens = ["<|message_model|>"],
        RequiredTokens =
        [
            "<|message_system|>", "<|message_user|>", "<|message_model|>", "<|message_tool|>", "<|content_text|>", "<|content_thinking|>",
            "<|content_xml|>", "<|content_invoke_tool_json|>", "<|content_model_end_sampling|>", "<|end_message|>",
        ],
        AssistantStart = "<|message_model|>",
        BoundaryOnly = ["<|message_system|>", "<|message_user|>", "<|message_model|>", "<|message_tool|>"],
        ReasoningParser = "inkling",
        ToolCallParser = "inkling",
        VllmReasoningParser = "inkling",
        VllmToolCallParser = "inkling",
        Completion = new CompletionFormat.Inkling(),
    };
}

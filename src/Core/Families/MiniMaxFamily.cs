using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>MiniMax-M2.5 and M2.7.</summary>
internal static class MiniMaxFamily
{
    /// <summary>
    /// The published template cuts reasoning before the last user message and drops system messages after the first; <c>minimax.jinja</c>
    /// keeps both, but no system message may be appended. The two releases differ in the name of the default identity alone.
    /// </summary>
    /// <param name="name">The family's name.</param>
    /// <param name="release">The name that the model has in its own template.</param>
    public static Family Create(string name, string release) => new()
    {
        Name = name,
        FixedTemplate = EmbeddedTemplate.Read("minimax.jinja", "model_name", release),
        EarlierTemplates = [EmbeddedTemplate.Read("minimax.v1.jinja", "model_name", release)],
        ThinkingOpener = "<think>\n",
        ContentParts = ContentParts.Listed,
        FixedArguments = [new("clear_thinking", JsonElement.Parse("false"))],
        MessageForm = new()
        {
            PartSeparator = "",
            RolesOfPartsApart = [Role.Tool],
            InlineReasoning = InlineReasoning.SplitAndTrimmed,
            Fields = [(Role.System, "current_date"), (Role.System, "current_location")],
        },
        AppendRoles = [Role.Tool, Role.User, Role.Assistant],
        Boundary = new BoundaryRule.AppendAfter("[e~[", "\n"),
        RequiredTokens = ["]~!b[", "]~b]", "[e~["],
        AssistantStart = "]~b]ai",
        TrailingTrim = ["\n"],
        ReasoningParser = "minimax-append-think",
        ToolCallParser = "minimax-m2",
        VllmReasoningParser = "minimax_m2_append_think",
        VllmToolCallParser = "minimax_m2",
        Completion = CompletionFormats.MiniMax,
    };
}

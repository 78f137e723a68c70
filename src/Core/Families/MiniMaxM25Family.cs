using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>MiniMax-M2.5.</summary>
internal static class MiniMaxM25Family
{
    /// <summary>
    /// The published template cuts reasoning before the last user message and drops system messages behind the first; <c>minimax.jinja</c>
    /// keeps the one and refuses the other. The two releases differ in the name of the default identity alone.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "minimax_m25",
        FixedTemplate = EmbeddedTemplate.Read("minimax.jinja", "model_name", "MiniMax-M2.5"),
        FixedArguments = [new("clear_thinking", JsonElement.Parse("false"))],
        AppendRoles = [Role.Tool, Role.User, Role.Assistant],
        Boundary = new BoundaryRule.AppendAfter("[e~[", "\n"),
        RequiredTokens = ["]~!b[", "]~b]", "[e~["],
        AssistantStart = "]~b]ai",
        TrailingTrim = ["\n"],
        ReasoningParser = "minimax-append-think",
        ToolCallParser = "minimax-m2",
    };
}

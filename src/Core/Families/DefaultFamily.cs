using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Any model whose own template renders append-only and puts nothing between turns.</summary>
internal static class DefaultFamily
{
    /// <summary>
    /// An empty assistant start begins every segment, so the comparator takes text differences behind a special token for the model's own.
    /// A family file says more.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "default",
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
        AssistantStart = "",
    };
}

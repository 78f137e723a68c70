using Tito.Core.Messages;

namespace Tito.Core.Families;

/// <summary>Any model whose own template renders append-only.</summary>
internal static class DefaultFamily
{
    /// <summary>
    /// Where the model's own segments begin and how they end is found when the model is loaded; a family file can say more.
    /// </summary>
    public static Family Create() => new()
    {
        Name = "default",
        AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
        Boundary = new BoundaryRule.None(),
    };
}

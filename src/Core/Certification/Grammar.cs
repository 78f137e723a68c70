using Tito.Core.Messages;

namespace Tito.Core.Certification;

/// <summary>
/// Which message may follow: a system message may open, then a user speaks, then the model; every tool call is answered before anything
/// else follows; after a generated turn come the surface's roles, in any number and order; the model answers any of them.
/// </summary>
internal static class Grammar
{
    /// <summary>The messages that may follow a conversation, the simplest of each role first.</summary>
    /// <param name="last">The conversation, or null before the first message.</param>
    /// <param name="alphabet">The messages to choose from.</param>
    /// <param name="roles">The roles that may be appended.</param>
    /// <param name="thinks">Whether generated turns may have reasoning.</param>
    public static IEnumerable<MessageVariant> Next(PathNode? last, Alphabet alphabet, RoleSurface roles, bool thinks) => last switch
    {
        null => alphabet.User.Concat(alphabet.System),
        { CutIndex: 0, Variant.Role: Role.System } => alphabet.User,
        { CutIndex: 0 } => Assistant(alphabet, thinks),
        { PendingCalls: > 0 } => roles.Contains(Role.Tool) ? alphabet.Tool : [],
        { Variant.Role: Role.Assistant } => Appended(alphabet, roles)
            .Concat(roles.Contains(Role.Assistant) ? Assistant(alphabet, thinks) : []),
        _ => Assistant(alphabet, thinks).Concat(Appended(alphabet, roles)),
    };

    private static IEnumerable<MessageVariant> Assistant(Alphabet alphabet, bool thinks) =>
        thinks ? alphabet.Assistant : alphabet.Assistant.Where(variant => !variant.Thinks);

    private static IEnumerable<MessageVariant> Appended(Alphabet alphabet, RoleSurface roles) =>
        (roles.Contains(Role.User) ? alphabet.User : []).Concat(roles.Contains(Role.System) ? alphabet.System : []);
}

using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>The messages that may follow a generated turn, whatever the policy.</summary>
/// <param name="Roles">Roles of the messages that may follow.</param>
/// <param name="Ends">Whether anything may follow a turn that did not end.</param>
public sealed record AppendRules(ImmutableArray<Role> Roles, EndRules Ends)
{
    /// <summary>Why some messages may not follow a turn, or null when they may.</summary>
    /// <param name="parent">The turn, or null for an empty buffer, which anything may follow.</param>
    /// <param name="appended">The messages.</param>
    internal PositionOutcome.Refused? Refusal(Turn? parent, ImmutableArray<ChatMessage> appended) => parent is null
        ? null
        : Ends.Refusal(parent) ?? RoleRefusal(parent.MessageCount, appended);

    /// <summary>Why messages of these roles may not follow a generated turn, or null when they may.</summary>
    /// <param name="start">How many messages there are before them.</param>
    /// <param name="appended">The messages.</param>
    internal PositionOutcome.Refused? RoleRefusal(int start, IReadOnlyList<ChatMessage> appended) =>
        RoleRefusal(Roles, start, appended);

    /// <summary>Why messages of roles other than these may not follow a generated turn, or null when they may.</summary>
    /// <param name="roles">Roles of the messages that may follow.</param>
    /// <param name="start">How many messages there are before them.</param>
    /// <param name="appended">The messages.</param>
    internal static PositionOutcome.Refused? RoleRefusal(ImmutableArray<Role> roles, int start, IReadOnlyList<ChatMessage> appended)
    {
        var at = appended.TakeWhile(message => Allows(roles, message)).Count();
        return at == appended.Count
            ? null
            : new(
                RefusalReason.RoleNotAllowed,
                start + at,
                $"A {appended[at].RoleName} message may not follow a generated turn here; allowed: "
                + $"{string.Join(", ", roles.Select(WireName.Of))}.");
    }

    /// <summary>
    /// A developer message may follow where a system message may. What else a template calls a role is held to no narrower rule than its
    /// own text, so it may follow where all of the roles may; level 2 still finds a template that does not append it.
    /// </summary>
    private static bool Allows(ImmutableArray<Role> roles, ChatMessage message) => message.Role switch
    {
        Role.Developer => roles.Contains(Role.Developer) || roles.Contains(Role.System),
        Role.Other => Array.TrueForAll([Role.System, Role.User, Role.Assistant, Role.Tool], role => roles.Contains(role)),
        var role => roles.Contains(role),
    };
}

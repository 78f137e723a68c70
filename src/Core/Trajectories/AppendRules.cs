using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>The messages that may follow a generated turn, whatever the policy.</summary>
/// <param name="Roles">Roles of the messages that may follow.</param>
/// <param name="CloseTruncated">Whether a turn that ended by length may be continued.</param>
public sealed record AppendRules(ImmutableArray<Role> Roles, bool CloseTruncated)
{
    /// <summary>Why some messages may not follow a turn, or null when they may.</summary>
    /// <param name="parent">The turn, or null for an empty buffer, which anything may follow.</param>
    /// <param name="appended">The messages.</param>
    internal PositionOutcome.Refused? Refusal(Turn? parent, ImmutableArray<ChatMessage> appended)
    {
        if (parent is null)
        {
            return null;
        }

        if (parent.IsTruncated && !CloseTruncated)
        {
            return new(
                RefusalReason.TruncatedTurn,
                parent.MessageCount - 1,
                $"Turn {parent.Sequence} ended by length: it has no end that a message could follow. Retry it with more tokens, or open "
                + "a session with close_truncated.");
        }

        return RoleRefusal(parent.MessageCount, appended);
    }

    /// <summary>Why messages of these roles may not follow a generated turn, or null when they may.</summary>
    /// <param name="start">How many messages there are before them.</param>
    /// <param name="appended">The messages.</param>
    internal PositionOutcome.Refused? RoleRefusal(int start, IReadOnlyList<ChatMessage> appended)
    {
        var at = appended.TakeWhile(Allows).Count();
        return at == appended.Count
            ? null
            : new(
                RefusalReason.RoleNotAllowed,
                start + at,
                $"A {appended[at].RoleName} message may not follow a generated turn here; allowed: "
                + $"{string.Join(", ", Roles.Select(WireName.Of))}.");
    }

    /// <summary>
    /// A developer message may follow where a system message may. What else a template calls a role is held to no narrower rule than its
    /// own text, so it may follow where all of the roles may; level 2 still finds a template that does not append it.
    /// </summary>
    private bool Allows(ChatMessage message) => message.Role switch
    {
        Role.Developer => Roles.Contains(Role.Developer) || Roles.Contains(Role.System),
        Role.Other => Array.TrueForAll([Role.System, Role.User, Role.Assistant, Role.Tool], role => Roles.Contains(role)),
        var role => Roles.Contains(role),
    };
}

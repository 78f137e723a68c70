using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session that is one conversation: a request extends the tail, or retries an earlier turn, or is refused.
/// Level 1 of append-only. It decides and changes nothing: a request that is refused later on leaves the session as it was.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="AppendRoles">Roles of the messages that may follow a generated turn.</param>
/// <param name="MaxRollback">How many turns one request may leave behind, 0 or more.</param>
public sealed record LinearPolicy(IMessageMatcher Matcher, ImmutableArray<Role> AppendRoles, int MaxRollback)
{
    /// <summary>Where a request continues the trajectory.</summary>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="request">The whole message list of the request.</param>
    public PositionOutcome Position(Trajectory trajectory, IReadOnlyList<ChatMessage> request)
    {
        if (request.Count == 0)
        {
            return new PositionOutcome.Refused(RefusalReason.NoMessages, null, "The request has no messages.");
        }

        var stored = trajectory.Active?.Messages ?? [];
        var matched = 0;
        while (matched < stored.Length && matched < request.Count && Matcher.Matches(stored[matched], request[matched]))
        {
            matched++;
        }

        var rolledBack = 0;
        var parent = trajectory.Active;
        for (; parent is not null && parent.MessageCount > matched; parent = parent.Parent)
        {
            rolledBack++;
        }

        if (rolledBack > MaxRollback)
        {
            return new PositionOutcome.Refused(
                RefusalReason.RollbackTooDeep,
                matched,
                $"The request agrees with {matched} of {stored.Length} stored messages, so {rolledBack} generated turns would be "
                + $"rolled back; at most {MaxRollback} may be. Send the stored messages unchanged, or open a new session.");
        }

        ImmutableArray<ChatMessage> appended = [.. request.Skip(parent?.MessageCount ?? 0)];
        return parent is not null && FirstForbidden(parent, appended) is { } refused
            ? refused
            : new PositionOutcome.Positioned(parent, appended, rolledBack);
    }

    private PositionOutcome.Refused? FirstForbidden(Turn parent, ImmutableArray<ChatMessage> appended)
    {
        var at = appended.IndexOf(appended.FirstOrDefault(message => !AppendRoles.Contains(message.Role))!);
        return at < 0
            ? null
            : new PositionOutcome.Refused(
                RefusalReason.RoleNotAllowed,
                parent.MessageCount + at,
                $"A {Name(appended[at].Role)} message may not follow a generated turn here; allowed: {string.Join(", ", AppendRoles.Select(Name))}.");
    }

    private static string Name(Role role) => role.ToString().ToLowerInvariant();
}

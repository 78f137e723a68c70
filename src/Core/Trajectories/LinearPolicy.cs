using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The policy of a session that is one conversation: a request extends the tail, or retries an earlier turn, or is refused.
/// </summary>
/// <param name="Matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="Rules">What may follow a generated turn.</param>
/// <param name="MaxRollback">How many turns one request may leave behind, 0 or more.</param>
public sealed record LinearPolicy(IMessageMatcher Matcher, AppendRules Rules, int MaxRollback) : IPositioner
{
    /// <inheritdoc/>
    public PositionOutcome Position(Trajectory trajectory, IReadOnlyList<ChatMessage> request, IInputsMatcher? inputs = null)
    {
        var stored = trajectory.Active?.Messages ?? [];
        var matched = 0;
        var renamed = RenamedCalls.None;
        while (matched < stored.Length && matched < request.Count && Matcher.Matches(stored[matched], request[matched], renamed))
        {
            renamed = Matcher.After(renamed, stored[matched], request[matched]);
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

        if (parent is not null && inputs?.Differences(parent.Content.Inputs) is [_, ..] differences)
        {
            return PositionOutcome.Refused.InputsChanged(parent, differences);
        }

        // What was matched beyond the parent is new again: its calls are the client's own, and hide what they were matched with.
        var appended = renamed.InStoredIds([.. request.Skip(parent?.MessageCount ?? 0)]);
        return Rules.Refusal(parent, appended) is { } refused ? refused : new PositionOutcome.Positioned(parent, appended, rolledBack);
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Level 1 by the settings of a session: the checks that every policy shares, then the policy.</summary>
public sealed class Positioner : IPositioner
{
    private readonly IPositioner _policy;
    private readonly int _maxTurns;

    /// <summary>The positioner of some settings.</summary>
    /// <param name="settings">The settings that the session was opened with.</param>
    /// <param name="appendRoles">Roles of the messages that may follow a generated turn, by the family.</param>
    /// <param name="ends">The stop tokens of the session's model.</param>
    /// <exception cref="ArgumentException">The settings name a matcher that does not exist.</exception>
    public Positioner(SessionSettings settings, ImmutableArray<Role> appendRoles, EndTokens ends)
    {
        var matcher = MatcherRegistry.Find(settings.Matcher)
            ?? throw new ArgumentException($"There is no matcher {settings.Matcher}.", nameof(settings));
        var rules = new AppendRules(appendRoles, new(settings.Unended, ends));
        _maxTurns = settings.MaxTurns;
        _policy = settings.Policy switch
        {
            SessionPolicy.Linear => new LinearPolicy(matcher, rules, settings.MaxRollback),
            SessionPolicy.Tree => new TreePolicy(matcher, rules),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public PositionOutcome Position(Trajectory trajectory, IReadOnlyList<ChatMessage> request)
    {
        if (request.Count == 0)
        {
            return new PositionOutcome.Refused(RefusalReason.NoMessages, null, "The request has no messages.");
        }

        return trajectory.Turns.Count < _maxTurns
            ? _policy.Position(trajectory, request)
            : new PositionOutcome.Refused(
                RefusalReason.TooManyTurns, null,
                $"The session has its {_maxTurns} turns. Open another one, or open it with a larger max_turns.");
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Level 1 by the settings of a session: the checks that every policy shares, then the policy.</summary>
public sealed class Positioner : IPositioner
{
    private readonly IPositioner _policy;
    private readonly int _maxTurns;

    /// <summary>The positioner of some settings.</summary>
    /// <param name="settings">The settings that the session was opened with.</param>
    /// <param name="appendRoles">Roles of the messages that may follow a generated turn, by the family.</param>
    /// <param name="form">What the family's template makes of a message's spelling; null where that is not known.</param>
    /// <exception cref="ArgumentException">The settings name a matcher that does not exist.</exception>
    public Positioner(SessionSettings settings, ImmutableArray<Role> appendRoles, MessageForm? form = null)
    {
        var matcher = MatcherRegistry.Find(settings.Matcher)?.For(form ?? MessageForm.Unknown)
            ?? throw new ArgumentException($"There is no matcher {settings.Matcher}.", nameof(settings));
        var rules = new AppendRules(appendRoles, settings.CloseTruncated);
        _maxTurns = settings.MaxTurns;
        _policy = settings.Policy switch
        {
            SessionPolicy.Linear => new LinearPolicy(matcher, rules, settings.MaxRollback),
            SessionPolicy.Tree => new TreePolicy(matcher, rules),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public PositionOutcome Position(Trajectory trajectory, IReadOnlyList<ChatMessage> request, IInputsMatcher? inputs = null)
    {
        if (request.Count == 0)
        {
            return new PositionOutcome.Refused(RefusalReason.NoMessages, null, "The request has no messages.");
        }

        return trajectory.Turns.Count < _maxTurns
            ? _policy.Position(trajectory, request, inputs)
            : new PositionOutcome.Refused(
                RefusalReason.TooManyTurns, null,
                $"The session has its {_maxTurns} turns. Open another one, or open it with a larger max_turns.");
    }
}

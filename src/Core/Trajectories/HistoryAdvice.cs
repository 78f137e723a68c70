using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Says of a refused history where it parts from the stored one, and which settings would have taken it.</summary>
/// <remarks>Pure and thread-safe. It costs some positionings, for a request that is refused.</remarks>
/// <param name="settings">What the session chose.</param>
/// <param name="roles">Roles of the messages that may follow a generated turn.</param>
/// <param name="ends">The stop tokens of the session's model.</param>
/// <param name="form">What the family's template makes of a message's spelling.</param>
internal sealed class HistoryAdvice(SessionSettings settings, ImmutableArray<Role> roles, EndTokens ends, MessageForm form)
{
    private readonly IMessageMatcher _matcher = Positioner.MatcherOf(settings, form);

    /// <summary>The refusal with the difference, and with a sentence for each.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="request">The whole message list of the request.</param>
    /// <param name="named">The turns whose answers the request names; null for none.</param>
    public PositionOutcome.Refused Add(
        PositionOutcome.Refused refused, Trajectory trajectory, IReadOnlyList<ChatMessage> request, IReadOnlySet<int>? named = null)
    {
        var difference = Difference(refused, trajectory, request);
        var told = difference is null ? "" : $" {difference.Describe()}";
        return refused with
        {
            Difference = difference,
            Message = $"{refused.Message}{told} {string.Join(" ", Ways(refused, other => Position(other, trajectory, request, named)))}",
        };
    }

    private MessageDifference? Difference(
        PositionOutcome.Refused refused, Trajectory trajectory, IReadOnlyList<ChatMessage> request)
    {
        var stored = (refused.Replayed ?? trajectory.Active)?.Messages ?? [];
        return refused.MessageIndex is { } index && index < stored.Length && index < request.Count
            && !_matcher.Matches(stored[index], request[index])
            ? DifferenceFinder.Find(index, stored[index], request[index], _matcher)
            : null;
    }

    /// <summary>What would take the request, the least first; the last is what loses something.</summary>
    private IEnumerable<string> Ways(PositionOutcome.Refused refused, Func<SessionSettings, PositionOutcome> position)
    {
        var wider = MatcherRegistry.All
            .SkipWhile(known => known.Name != _matcher.Name).Skip(1)
            .FirstOrDefault(known => position(settings with { Matcher = known.Name })
                is PositionOutcome.Positioned { RolledBack: 0 } taken && taken.Parent is not null);
        if (wider is not null)
        {
            yield return $"A session opened with \"matcher\":\"{wider.Name}\" takes it as a continuation.";
        }

        if (settings.Policy == SessionPolicy.Linear)
        {
            yield return "One opened with \"policy\":\"tree\" keeps it as a branch of its own, as side requests, sub-agents and compaction "
                + "need.";
        }

        var leaving = settings with { Altered = AlteredHistory.Branch, MaxRollback = SessionSettings.TurnLimit };
        if (position(leaving) is PositionOutcome.Positioned(_, _, var left))
        {
            var named = new List<string>();
            if (refused.Reason == RefusalReason.AlteredHistory)
            {
                named.Add("\"altered\":\"branch\"");
            }

            if (left > settings.MaxRollback && settings.Policy == SessionPolicy.Linear)
            {
                named.Add($"\"max_rollback\":{left}");
            }

            yield return $"With {string.Join(" and ", named)} it begins anew beside what is stored"
                + (settings.Policy == SessionPolicy.Linear ? ", which is then left behind." : ".");
        }

        yield return "Or send the stored messages unchanged.";
    }

    private PositionOutcome Position(
        SessionSettings other, Trajectory trajectory, IReadOnlyList<ChatMessage> request, IReadOnlySet<int>? named) =>
        Positioner.PolicyOf(other, roles, ends, form).Position(trajectory, request, named: named);
}

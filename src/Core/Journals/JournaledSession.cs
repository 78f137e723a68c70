using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A session as the journal holds it at one instant.</summary>
/// <param name="Head">The session's head row.</param>
/// <param name="Trajectory">Its turns; as many as the head counts, with a digest chain that ends in the head's tip.</param>
/// <param name="Intents">Its intents, in the order in which they began.</param>
public sealed record JournaledSession(SessionHead Head, Trajectory Trajectory, IntentLog Intents)
{
    /// <summary>The session of a head before its first turn and intent.</summary>
    /// <param name="head">Any head of the session.</param>
    public static JournaledSession Start(SessionHead head) =>
        new(head with { TurnCount = 0, Active = null, Version = 0, Tip = head.Genesis }, Trajectory.Start(head.Genesis), []);

    /// <summary>
    /// Whether this is the state that a head stands for, or an earlier one of the session, so that only changes need be read.
    /// </summary>
    /// <param name="head">A head with the same id; a session that was deleted and opened anew may have it.</param>
    public bool CanGrowInto(SessionHead head) =>
        Head.IsSameSession(head) && Head.TurnCount <= head.TurnCount && Head.Version <= head.Version;

    /// <summary>The session after a step that was decided on this very state and is stored; nothing is decoded or digested again.</summary>
    /// <param name="step">The step.</param>
    /// <returns>Null when the step's turn continues a turn that is not this object's: then the session has to be read.</returns>
    public JournaledSession? After(SessionStep step)
    {
        var trajectory = step.Turn is { } added
            ? Trajectory.Adopt(added.Turn)
            : Trajectory.MoveTo(step.Head.Active is { } active ? Trajectory.Turns[active] : null);
        return trajectory is null ? null : new(step.Head, trajectory, step.Intent is { } intent ? Intents.With(intent) : Intents);
    }

    /// <summary>The session's matcher; the strict one where this release does not know the session's.</summary>
    /// <param name="form">What the family's template makes of a message's spelling.</param>
    public IMessageMatcher MatcherFor(MessageForm form) => MatcherRegistry.Find(Head.Settings.Matcher)?.For(form) ?? new StrictMatcher();

    /// <summary>What was said of its turns, by their sequences in order; a turn of which nothing was said is not there.</summary>
    public ImmutableSortedDictionary<int, Annotation> Annotations() =>
        Intents.Where(intent => intent.End is IntentEnd.Committed && intent.Said != Annotation.None)
            .ToImmutableSortedDictionary(intent => ((IntentEnd.Committed)intent.End!).Sequence, intent => intent.Said);

    /// <summary>The reasons why the session is not complete.</summary>
    /// <param name="now">The present.</param>
    /// <param name="ends">The stop tokens of the session's model; <see cref="EndTokens.Unknown"/> when that is not at hand.</param>
    /// <param name="form">What its family's template makes of a message's spelling; <see cref="MessageForm.Unknown"/> likewise.</param>
    public SessionStatus Status(DateTimeOffset now, EndTokens ends, MessageForm form) =>
        SessionStatus.Of(Head.Settings.Policy, Trajectory, [.. Intents], now, ends, MatcherFor(form));
}

using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>Ends an attempt in the journal: with its turn, or without one.</summary>
/// <remarks>
/// Thread-safe. A client's cancellation is not looked at: tokens that were sampled are not thrown away because somebody hung up.
/// </remarks>
internal sealed class TurnCommitter(
    ISessionJournal journal,
    TurnDeliveries deliveries,
    UnsettledAttempts unsettled,
    Action<string, TurnIntent, int> overtaken,
    TimeProvider clock,
    MessageForm form)
{
    /// <summary>Stores the turn; null when another attempt holds the key by now.</summary>
    public async Task<TurnOutcome?> CommitAsync(TurnWork work, TurnAnswer answer)
    {
        try
        {
            return await StoreAsync(work, answer).ConfigureAwait(false);
        }
        catch (JournalUnavailableException away)
        {
            // Whether it is stored is found out later; if not, what was sampled is kept with the intent.
            var kept = Kept(answer.Completion, answer.Exchange.WeightVersion, evenNone: false);
            unsettled.Settle(work.Session.Head, work.Intent, IntentFailure.JournalUnavailable, kept, away);
            return new TurnOutcome.Failed(TurnProblems.NotStored(away.Message, answer.Completion.Ids.Length));
        }
        catch (Exception defect) when (defect is not JournalUnavailableException)
        {
            // Nobody foresaw it, as damage of the file or a want of memory. The same holds, but that the client hears of a defect.
            await EndAsync(work, IntentFailure.JournalUnavailable, answer).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<TurnOutcome?> StoreAsync(TurnWork work, TurnAnswer answer)
    {
        using var patience = new JournalPatience(clock);
        var (session, plan, intent) = (work.Session, work.Plan, work.Intent);
        var settings = session.Head.Settings;
        var turn = session.Trajectory.Commit(plan, answer).Active!;
        try
        {
            while (true)
            {
                deliveries.Begin(work.SessionId, turn, work.Live.Patience.IsAlone);
                var (next, seen) = (turn, session.Head);
                switch (await patience.AskAsync(token => journal.AppendAsync(seen, next, intent, token)).ConfigureAwait(false))
                {
                    case AppendOutcome.Appended:
                        return session.Committed(turn, isReplay: false, form);
                    case AppendOutcome.AlreadyAppended(var sequence)
                        when await ReadAsync(patience, seen).ConfigureAwait(false) is { } stored:
                        return stored.Committed(stored.Trajectory.Turns[sequence], isReplay: false, form);
                    case AppendOutcome.Overtaken:
                        await EndAsync(work, IntentFailure.Lost, answer).ConfigureAwait(false);
                        overtaken(work.SessionId, intent, answer.Completion.Ids.Length);
                        return null;
                    case AppendOutcome.Stale(var present)
                        when settings.Policy == SessionPolicy.Linear || present.TurnCount >= settings.MaxTurns:
                        var late = await EndAsync(work, IntentFailure.SessionAdvanced, answer).ConfigureAwait(false);
                        return new TurnOutcome.Failed(settings.Policy == SessionPolicy.Linear
                            ? TurnProblems.SessionAdvanced(session.Head, present, late)
                            : TurnProblems.SessionFull(session.Head, late));
                    case AppendOutcome.Closed:
                        var closed = await EndAsync(work, IntentFailure.SessionClosed, answer).ConfigureAwait(false);
                        return new TurnOutcome.Failed(TurnProblems.SessionClosed(work.SessionId, closed));
                    case AppendOutcome.TooLarge(var byteCount, var most):
                        var large = await EndAsync(work, IntentFailure.TooLarge, answer).ConfigureAwait(false);
                        return new TurnOutcome.Failed(TurnProblems.TurnTooLarge(byteCount, most, large));
                    case AppendOutcome.Stale
                        when await ReadAsync(patience, seen).ConfigureAwait(false) is { } moved:
                        // Nothing is ever removed from a tree: the parent is still there, and this turn becomes a sibling.
                        session = moved;
                        turn = moved.Trajectory.Commit(plan, answer).Active!;
                        break;
                    case AppendOutcome.AlreadyAppended or AppendOutcome.Stale or AppendOutcome.Gone:
                        return new TurnOutcome.Failed(TurnProblems.SessionDeleted(work.SessionId, turn));
                    default:
                        throw new UnreachableException();
                }
            }
        }
        catch (Exception failure) when (failure is not UnreachableException)
        {
            // It may be stored, and its client is told that it is not: whoever asks for the same is owed it.
            deliveries.End(work.SessionId, turn, isWhole: false);
            throw;
        }
    }

    /// <summary>The session as it is now; null where it was deleted, whatever was opened under its id since.</summary>
    private async Task<JournaledSession?> ReadAsync(JournalPatience patience, SessionHead seen)
    {
        var present = await patience.AskAsync(token => journal.LoadAsync(seen.SessionId, token)).ConfigureAwait(false);
        return present?.Head.IsSameSession(seen) == true ? present : null;
    }

    /// <summary>Ends the intent without a turn.</summary>
    public Task EndAsync(TurnWork work, IntentFailure failure) => EndAsync(work, failure, aborted: null);

    /// <summary>Ends the intent without a turn, and keeps what was sampled with it.</summary>
    /// <param name="work">The attempt.</param>
    /// <param name="failure">How it ended.</param>
    /// <param name="sampled">What was sampled.</param>
    /// <param name="weightVersion">The weights that sampled last, or null.</param>
    /// <param name="evenNone">Whether it is kept that nothing was sampled.</param>
    /// <returns>As much of it as the intent has room for, beside what it kept of earlier attempts; null where there is nothing.</returns>
    public async Task<AbortedCompletion?> EndAsync(
        TurnWork work, IntentFailure failure, TokenSegment sampled, string? weightVersion, bool evenNone = false)
    {
        var kept = Kept(sampled, weightVersion, evenNone);
        await EndAsync(work, failure, kept).ConfigureAwait(false);
        var earlier = work.Session.Intents.Find(work.Intent.Key)?.Aborted ?? AbortedCompletions.None;
        return kept is null ? null : earlier.Add(kept).Items[^1];
    }

    /// <summary>Ends the intent of a whole answer that becomes no turn: nothing that was sampled goes in silence.</summary>
    private Task<AbortedCompletion?> EndAsync(TurnWork work, IntentFailure failure, TurnAnswer answer) =>
        EndAsync(work, failure, answer.Completion, answer.Exchange.WeightVersion);

    private AbortedCompletion? Kept(TokenSegment kept, string? weightVersion, bool evenNone)
    {
        var count = kept.Ids.Length;
        return count > 0 || evenNone ? new(count, kept, weightVersion, clock.GetUtcNow()) : null;
    }

    /// <summary>Tries once: the client is to hear why there is no turn, and not what is the matter with the journal.</summary>
    private async Task EndAsync(TurnWork work, IntentFailure failure, AbortedCompletion? aborted)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        try
        {
            await journal.EndAsync(work.Session.Head, work.Intent, failure, aborted, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException || aborted is not null)
        {
            // Whatever it is, what was sampled is not in the journal.
            unsettled.Settle(work.Session.Head, work.Intent, failure, aborted, failed);
        }
    }
}

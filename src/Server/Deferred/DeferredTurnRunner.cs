using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Logs;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Deferred;

/// <summary>Takes a parked turn, once: what every implementation of <see cref="IDeferredTurns"/> runs when its time has come.</summary>
/// <remarks>
/// Thread-safe and idempotent, in any number of processes: the key stands for one turn, and a run that finds it taken or failed only tidies
/// up. A failure of the store is an exception, and then nobody knows whether the turn is there; run it again. A defect of the server is
/// waited for like a problem that passes.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="parked">What is parked in them.</param>
/// <param name="turns">Takes turns.</param>
/// <param name="options">How long problems that pass are waited for.</param>
/// <param name="clock">The present.</param>
/// <param name="logs">Hears of turns that leave others behind, of those that fail for good, of damage and of defects.</param>
/// <param name="metrics">Counts what becomes of each.</param>
internal sealed class DeferredTurnRunner(
    ISessionJournal journal, IParkedTurns parked, TurnTaker turns, ServerOptions options, TimeProvider clock, ILoggerFactory logs,
    TurnMetrics metrics)
{
    /// <summary>Takes the turn, or finds out that there is nothing to do.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="key">The turn's key.</param>
    /// <param name="cancellationToken">Ends the wait for another request's turn; one that was begun here goes on to its end.</param>
    /// <returns>
    /// Null when it is over: the turn is there, failed for good, or is not parked (any more). Else how long to wait before the next run.
    /// </returns>
    public async Task<TimeSpan?> RunAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        try
        {
            // The session first: where it goes after that, the turn is at worst taken for one of the session before, and looked at again.
            return await journal.LoadAsync(sessionId, cancellationToken) is { Head: var session }
                && await parked.FindParkedAsync(sessionId, key, cancellationToken) is { IsWaiting: true } turn
                    ? await TryAsync(session, turn, cancellationToken)
                    : null;
        }
        catch (JournalCorruptException)
        {
            // Somebody has to look at the session; whoever asks for the turn is told so, and so is the log: nobody may ask.
            DeferredLog.Damaged(DeferredLog.Create(logs), sessionId);
            return null;
        }
    }

    /// <summary>Takes it; what nobody foresaw may pass, and is the outcome where it does not: it would be tried for ever.</summary>
    private async Task<TimeSpan?> TryAsync(SessionHead session, ParkedTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(session, turn, cancellationToken);
        }
        catch (Exception defect) when (
            defect is not (JournalUnavailableException or JournalCorruptException or OperationCanceledException))
        {
            var wait = await EndAsync(session, turn, SessionProblems.Defect(), defect);
            if (wait is { } time)
            {
                DeferredLog.Failed(DeferredLog.Create(logs), session.SessionId, time, defect);
            }

            return wait;
        }
    }

    private async Task<TimeSpan?> TakeAsync(SessionHead session, ParkedTurn turn, CancellationToken cancellationToken)
    {
        var sessionId = session.SessionId;
        if (Read(sessionId, turn, out var refusal) is not { } request)
        {
            return await EndAsync(session, turn, refusal!);
        }

        var attempt = new Attempt(Guid.NewGuid().ToString("N"), turn.Key, IsRetry: false) { Session = session };
        var (asked, _, unknown) = await PreviousAnswer.ResolveAsync(journal, sessionId, request, cancellationToken);
        if (unknown is not null)
        {
            return await EndAsync(session, turn, unknown);
        }

        asked = asked with { Agent = turn.Agent, Line = turn.Line };
        switch (await metrics.WatchAsync(turns.RunAsync(sessionId, asked, attempt, observer: null, cancellationToken)))
        {
            case TurnOutcome.Committed committed:
                RestartLog.Warn(logs, sessionId, committed);

                // What the answer says of the request's inputs, and repeats of it, is known by the request alone.
                var needsBody = !committed.KeptInputs.IsEmpty || asked.Echo is null || asked.IsEchoCut;
                using (var limit = new CancellationTokenSource(TurnLimits.Commit, clock))
                {
                    return await journal.FinishParkedAsync(session, turn, needsBody, clock.GetUtcNow(), limit.Token)
                        ? null
                        : RetryPlan.Shortest;
                }
            case TurnOutcome.Failed(var problem):
                return await EndAsync(session, turn, ServedFaces.Find(turn.Face)?.InOwnWords(problem) ?? problem);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Waits for what passes as long as the patience lasts, and records what does not.</summary>
    private async Task<TimeSpan?> EndAsync(SessionHead session, ParkedTurn turn, Problem problem, Exception? defect = null)
    {
        if (problem.Code == ProblemCode.SessionDeleted)
        {
            // This turn went with its session; what is parked under its names now, if anything, is another session's.
            return RetryPlan.Shortest;
        }

        var now = clock.GetUtcNow();
        var left = turn.ParkedAt + options.DeferredPatience - now;
        if (problem.Code == ProblemCode.TurnInFlight || (RetryPlan.Passes(problem) && left > TimeSpan.Zero))
        {
            var wait = RetryPlan.Wait(problem, now - turn.ParkedAt);
            var until = left > TimeSpan.Zero && left < wait ? left : wait;
            return until > RetryPlan.Shortest ? until : RetryPlan.Shortest;
        }

        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        var failure = problem.ToFailure();
        if (!await journal.FailParkedAsync(session, turn, failure, now, limit.Token))
        {
            return RetryPlan.Shortest;
        }

        var log = DeferredLog.Create(logs);
        if (defect is null)
        {
            DeferredLog.FailedForGood(log, session.SessionId, failure.Code, now - turn.ParkedAt);
        }
        else
        {
            DeferredLog.Ended(log, session.SessionId, defect);
        }

        return null;
    }

    private IFaceRequest? Read(string sessionId, ParkedTurn turn, out Problem? refusal)
    {
        refusal = null;
        if (ServedFaces.Find(turn.Face) is not { } face)
        {
            refusal = new(ProblemCode.InvalidRequest, $"The request was parked by the face {turn.Face}, which this release does not have.");
            return null;
        }

        try
        {
            return ParkedRequest.Read(face, turn, SessionFaceRules.Of(options, sessionId));
        }
        catch (MessageException invalid)
        {
            refusal = new(ProblemCode.InvalidRequest, invalid.Message, invalid.Param);
            return null;
        }
    }
}

using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>The use case at the heart of the product: a request becomes one turn, however often it is sent, or nothing at all.</summary>
/// <remarks>
/// Thread-safe. No lock is held while the engine works: the fence that was read at the start decides at commit. A request that fails
/// leaves the session as it was, but for the trace of its intent.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="engine">Who samples.</param>
/// <param name="model">The served model.</param>
/// <param name="limits">How long the parts of a turn may take.</param>
/// <param name="clock">Stamps the exchange, and bounds the commit.</param>
public sealed class TurnTaker(ISessionJournal journal, IInferenceEngine engine, SessionModel model, TurnLimits limits, TimeProvider clock)
{
    private readonly TurnAttempts _attempts = new(journal, engine, model, limits, clock);

    /// <summary>Which answers left this process whole; whoever tells them says so here.</summary>
    public TurnDeliveries Deliveries => _attempts.Deliveries;

    /// <summary>
    /// Hears of each attempt whose completion became no turn without a client's being told, because another attempt had its key by then:
    /// the session's id, the intent and the number of sampled tokens, which stay with the key's intent. Null for nobody. Must not throw.
    /// </summary>
    public Action<string, TurnIntent, int>? Overtaken
    {
        get => _attempts.Overtaken;
        set => _attempts.Overtaken = value;
    }

    /// <summary>
    /// Hears of each attempt whose end the journal could not be told, once for each way in which it failed, and again when it was told
    /// after all. Null for nobody. Must not throw.
    /// </summary>
    public Action<UnsettledEnd>? Unsettled
    {
        get => _attempts.NotSettled;
        set => _attempts.NotSettled = value;
    }

    /// <summary>
    /// Hears of each attempt of which the journal could not be told for so long, or before the process ended, that what it had sampled is
    /// lost: the session's id, the intent and the number of tokens. Null for nobody. Must not throw.
    /// </summary>
    public Action<string, TurnIntent, int>? Untold
    {
        get => _attempts.Untold;
        set => _attempts.Untold = value;
    }

    /// <summary>Number of turns that are under way in this process, 0 or more; also those whose clients went away.</summary>
    public int RunningCount => Running.Count;

    /// <summary>
    /// Number of attempts of this process whose end the journal could not be told yet, 0 or more. What they had sampled is lost when the
    /// process ends first.
    /// </summary>
    public int UnsettledCount => _attempts.Unsettled.Count;

    /// <summary>Number of attempts of this process that <see cref="Untold"/> was for, 0 or more.</summary>
    public int UntoldCount => _attempts.Unsettled.UntoldCount;

    /// <summary>
    /// The process ends: <see cref="Untold"/> hears of each attempt whose tokens go with it. To be called once, as the last thing.
    /// </summary>
    /// <returns>Their number, 0 or more; attempts that had sampled nothing are not among them.</returns>
    public int SayRest() => _attempts.Unsettled.SayRest();

    /// <summary>The turns that are under way here.</summary>
    internal RunningTurns Running { get; } = new();

    /// <summary>Takes one turn, or finds the one that an earlier attempt took.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="request">What the client asks for.</param>
    /// <param name="attempt">Which request this is among its retries.</param>
    /// <param name="observer">Is told which running turn the call waits for; null when nobody looks.</param>
    /// <param name="cancellationToken">
    /// The client went away. While the engine works the turn is given up then, unless another request waits for it as well, the client has
    /// a key to come back with, or the session finishes its turns. A completion that was sampled is committed all the same.
    /// </param>
    /// <exception cref="JournalUnavailableException">The journal could not be used before the engine was asked.</exception>
    /// <exception cref="OperationCanceledException">
    /// The turn was given up, or this call only waited for another one's turn, which goes on.
    /// </exception>
    public async Task<TurnOutcome> RunAsync(
        string sessionId, TurnRequest request, Attempt attempt, ITurnObserver? observer, CancellationToken cancellationToken)
    {
        TurnIntent? seenOpen = null;
        var asked = attempt.Session;
        for (var isFirstLook = true; ; isFirstLook = false)
        {
            if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
            {
                return new TurnOutcome.Failed(SessionProblems.NotFound(sessionId));
            }

            // Another session was opened under the id since the request was read: it is not one of it.
            asked ??= session.Head;
            if (!asked.IsSameSession(session.Head))
            {
                return new TurnOutcome.Failed(TurnProblems.SessionDeleted(sessionId));
            }

            if (model.For(session.Head.Genesis) is not { } served)
            {
                return new TurnOutcome.Failed(SessionProblems.OtherModel(session.Head, model.Genesis));
            }

            var earlier = attempt.FindEarlier(session.Intents, request);
            if (earlier is { End: null }
                && Running.Join(Name(session, earlier.Key, request), observer, cancellationToken) is { } running)
            {
                if (await SayAsync(running, session.Head, earlier.Key, request.Said, cancellationToken).ConfigureAwait(false) is { } joined)
                {
                    return _attempts.Own.Tell(session, request, joined);
                }

                continue;
            }

            if (earlier is { End: null } && earlier != seenOpen)
            {
                // It may have ended here since the session was read; the second look tells that from one that is under way elsewhere.
                seenOpen = earlier;
                continue;
            }

            if (earlier is { End: null } && await _attempts.Unsettled.SettledAsync(earlier, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var outcome = await OutcomeAsync(
                session, served, request, attempt, earlier, isFirstLook, observer, cancellationToken).ConfigureAwait(false);
            if (outcome is not null)
            {
                return _attempts.Own.Tell(session, request, outcome);
            }
        }
    }

    /// <summary>Null when the journal has to be looked at again.</summary>
    private Task<TurnOutcome?> OutcomeAsync(
        JournaledSession session,
        SessionModel served,
        TurnRequest request,
        Attempt attempt,
        TurnIntent? earlier,
        bool isFirstLook,
        ITurnObserver? observer,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var repeats = _attempts.With(served).Repeats;
        return earlier switch
        {
            { } other when other.RequestDigest != request.Digest => Known(new TurnOutcome.Failed(TurnProblems.KeyReused(other))),
            { End: IntentEnd.Committed(var sequence) } =>
                Known(session.Committed(session.Trajectory.Turns[sequence], isReplay: true, served.Family.MessageForm)),
            { End: IntentEnd.Failed(IntentFailure.SessionAdvanced) } =>
                Known(new TurnOutcome.Failed(TurnProblems.LostRace(session.Head, earlier))),
            { End: null } when !earlier.GivesWay(now) => Known(new TurnOutcome.Failed(TurnProblems.InFlight(earlier, now))),
            _ when attempt.Key is null && repeats.Stored(session, request) is { } repeated =>
                Known(session.Committed(repeated, isReplay: true, served.Family.MessageForm)),
            _ when attempt.Key is null && repeats.Running(session, request, Running) is { } running =>
                SayAsync(
                    RunningTurns.JoinAsync(running, observer, cancellationToken),
                    session.Head, running.Name.Key, request.Said, cancellationToken),

            // It may have been committed since the session was read, and run here no more.
            _ when attempt.Key is null && isFirstLook && RepeatedRequests.MayJoin(session.Head.Settings) =>
                Task.FromResult<TurnOutcome?>(null),
            _ => SayAsync(
                Running.TakeOrJoinAsync(
                    Name(session, attempt.RecordedKey, request),
                    outlives: attempt.Key is not null || session.Head.Settings.OnHangUp == HangUpRule.Finish,
                    live => _attempts.With(served).TakeAsync(session, request, attempt, live),
                    observer,
                    cancellationToken),
                session.Head, attempt.RecordedKey, request.Said, cancellationToken),
        };
    }

    /// <summary>
    /// Keeps what a request says of a turn that another one began, which knew nothing of it. Its own turn has it already: its intent did.
    /// </summary>
    private async Task<TurnOutcome?> SayAsync(
        Task<TurnOutcome?> turn, SessionHead session, string key, Annotation said, CancellationToken cancellationToken)
    {
        var outcome = await turn.ConfigureAwait(false);
        if (outcome is TurnOutcome.Committed { IsReplay: true } && said != Annotation.None)
        {
            await journal.AnnotateAsync(session, key, said, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    private static TurnName Name(JournaledSession session, string key, TurnRequest request) =>
        new(session.Head.SessionId, session.Head.CreatedAt, key, request.Digest);

    private static Task<TurnOutcome?> Known(TurnOutcome outcome) => Task.FromResult<TurnOutcome?>(outcome);
}

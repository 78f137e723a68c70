using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>The use case of whoever comes back for a turn with its key alone.</summary>
/// <remarks>Thread-safe. Nothing is written.</remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="parked">What is parked in them.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">The present.</param>
public sealed class TurnFinder(ISessionJournal journal, IParkedTurns parked, SessionModel model, TimeProvider clock)
{
    /// <summary>What is known of a turn. A committed one counts whatever else is known under its key.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="key">The turn's key.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<TurnState> RunAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return new TurnState.None(SessionProblems.NotFound(sessionId));
        }

        if (model.For(session.Head.Genesis) is not { } served)
        {
            return new TurnState.None(SessionProblems.OtherModel(session.Head, model.Genesis));
        }

        // After the session: what its intents say to be over is over in this row as well.
        var found = await parked.FindParkedAsync(sessionId, key, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        return session.Intents.Find(key) switch
        {
            { End: IntentEnd.Committed(var sequence) } taken => new TurnState.Taken(
                session.Committed(session.Trajectory.Turns[sequence], isReplay: true, served.Family.MessageForm),
                taken.Echo,
                found is { Body.IsEmpty: false } ? found : null,
                session.Head),
            { } pending when pending.IsPending(now) => new TurnState.Waits(
                found is { IsWaiting: true } ? found.ParkedAt : pending.StartedAt, pending.IsUnderWay(now), pending.IsParked),
            var ended => new TurnState.None(Failure(session, new(sessionId, key), ended, found)),
        };
    }

    private static Problem Failure(JournaledSession session, ParkedName name, TurnIntent? ended, ParkedTurn? found) => (found, ended) switch
    {
        ({ Failure: { } failure }, _) => failure.ToProblem(name),
        (_, { End: IntentEnd.Failed(IntentFailure.SessionAdvanced) }) => TurnProblems.LostRace(session.Head, ended),
        _ => TurnProblems.NotFound(name.SessionId, name.Key, ended),
    };
}

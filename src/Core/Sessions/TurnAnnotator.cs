using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>
/// The use case of whoever scores a turn after it happened: what is said of it is kept beside it. Turns, digests and the session's last use
/// stay as they are, and a closed session takes it too.
/// </summary>
/// <param name="journal">Where sessions are kept.</param>
public sealed class TurnAnnotator(ISessionJournal journal)
{
    /// <summary>Keeps what is said of a turn.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="name">The turn's number, or the id of its answer.</param>
    /// <param name="said">Its metadata and what it earned; what is not said stays as it is.</param>
    /// <param name="cancellationToken">Cancels the wait; it may be stored nevertheless.</param>
    /// <exception cref="JournalCorruptException">The session's rows contradict each other.</exception>
    public async Task<AnnotateOutcome> RunAsync(string sessionId, string name, Annotation said, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return new AnnotateOutcome.Failed(SessionProblems.NotFound(sessionId));
        }

        var turns = Find(session.Trajectory, name).Take(2).ToList();
        if (turns is not [var turn])
        {
            return new AnnotateOutcome.Failed(SessionProblems.NoTurn(sessionId, name, isAmbiguous: turns.Count > 1));
        }

        var key = session.Intents.FirstOrDefault(intent => intent.End == new IntentEnd.Committed(turn.Sequence))?.Key
            ?? throw new JournalCorruptException(sessionId, TurnRow.Name(turn.Sequence), "no intent became this turn.");
        return await journal.AnnotateAsync(sessionId, key, said, cancellationToken).ConfigureAwait(false) is { } all
            ? new AnnotateOutcome.Annotated(turn, all)
            : new AnnotateOutcome.Failed(SessionProblems.NotFound(sessionId));
    }

    /// <summary>A number that no turn can have is looked for among the ids, which an engine makes.</summary>
    private static IEnumerable<Turn> Find(Trajectory trajectory, string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? trajectory.Turns.Skip(number).Take(1)
            : trajectory.Turns.Where(turn => turn.Content.Exchange.ResponseId == name);
}

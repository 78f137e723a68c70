using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;

namespace Tito.Core.Sessions;

/// <summary>
/// The use case that makes another turn the active one, on purpose and however far away it is. No turn is removed: a session can be moved
/// forward again. A turn of a linear session that is with the engine meanwhile is not recorded.
/// </summary>
/// <param name="journal">Where sessions are kept.</param>
public sealed class SessionMover(ISessionJournal journal)
{
    /// <summary>Moves a session; again when a turn was committed while it looked.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The sequence of the turn, or null for none: the next turn begins with an empty buffer.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been moved nevertheless.</param>
    /// <exception cref="MessageException">The session has no such turn.</exception>
    public async Task<RollBackOutcome> RunAsync(string sessionId, int? turn, CancellationToken cancellationToken)
    {
        while (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } session)
        {
            if (turn >= session.Head.TurnCount)
            {
                throw new MessageException("turn", $"must be a turn of the session, 0 to {session.Head.TurnCount - 1}, or -1 for none.");
            }

            switch (await journal.MoveAsync(sessionId, session.Head.Fence, turn, cancellationToken).ConfigureAwait(false))
            {
                case MoveOutcome.Moved when await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } moved:
                    return new RollBackOutcome.RolledBack(moved);
                case MoveOutcome.Closed:
                    return new RollBackOutcome.Failed(SessionProblems.Closed(sessionId));
                case MoveOutcome.Stale:
                    break;
                case MoveOutcome.Moved or MoveOutcome.Gone:
                    return new RollBackOutcome.Failed(SessionProblems.NotFound(sessionId));
                default:
                    throw new UnreachableException();
            }
        }

        return new RollBackOutcome.Failed(SessionProblems.NotFound(sessionId));
    }
}

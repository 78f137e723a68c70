using Tito.Core.Journals;
using Tito.Core.Models;

namespace Tito.Core.Verification;

/// <summary>
/// The use case that shows why a session's tokens can be trusted: digests, origins and the levels of append-only, turn by turn.
/// </summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Tells which intents are dangling.</param>
public sealed class SessionProver(ISessionJournal journal, SessionModel model, TimeProvider clock)
{
    private readonly LevelCheck _levels = new(model);

    /// <summary>The proof, or null when there is no session. Costs a render a turn.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">The stored rows contradict each other.</exception>
    public async Task<SessionProof?> RunAsync(string sessionId, CancellationToken cancellationToken) =>
        await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } session
            ? new(
                session,
                session.Status(clock.GetUtcNow(), model.EndsOf(session.Head.Genesis), model.FormOf(session.Head.Genesis)),
                model.EndsOf(session.Head.Genesis),
                model.For(session.Head.Genesis) is { } served
                    ? [.. session.Trajectory.Turns.Select(turn => LevelsOf(served).Check(session.Head, turn))]
                    : null)
            : null;

    private LevelCheck LevelsOf(SessionModel served) => served == model ? _levels : new(served);
}

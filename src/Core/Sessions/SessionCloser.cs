using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>
/// The use case that ends a session: it takes no turn any more, and what is read of it, or made of it for a trainer, stays as it is. A turn
/// that is with the engine is not recorded.
/// </summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="clock">Tells when it was closed.</param>
public sealed class SessionCloser(ISessionJournal journal, TimeProvider clock)
{
    /// <summary>Closes a session; one that is closed stays so, and gets what is said of it.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="said">Its metadata and what it earned; what is not said stays as it is.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been closed nevertheless.</param>
    /// <returns>The closed session, or null when there is none.</returns>
    public async Task<SessionHead?> RunAsync(string sessionId, Annotation said, CancellationToken cancellationToken) =>
        await journal.CloseAsync(sessionId, clock.GetUtcNow(), said, cancellationToken).ConfigureAwait(false);
}

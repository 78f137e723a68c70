using Tito.Core.Journals;

namespace Tito.Core.Verification;

/// <summary>The use case that takes a session out of a journal, as a golden trajectory without expectations.</summary>
/// <param name="journal">Where sessions are kept.</param>
public sealed class SessionExporter(ISessionJournal journal)
{
    /// <summary>Writes a session and gives it back, or null when there is none. Of one without a turn nothing is written.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="output">Where to; it is left open.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">
    /// The stored rows contradict each other: there is no session that could be written.
    /// </exception>
    /// <exception cref="GoldenFormatException">The session has a turn that a file cannot hold.</exception>
    public async Task<JournaledSession?> RunAsync(string sessionId, Stream output, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return null;
        }

        var head = session.Head;
        if (!session.Trajectory.Turns.IsEmpty)
        {
            GoldenWriter.Write(output, head.Family, head.CreatedAt, head.Settings, head.SessionId, session.Trajectory);
        }

        return session;
    }
}

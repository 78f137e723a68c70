using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The durable append-only log behind the sessions.</summary>
/// <remarks>
/// Safe for use from many threads and, where the store is shared, from many processes. What a method acknowledged survives the
/// process. Failures of the store itself are exceptions of the store.
/// </remarks>
public interface ISessionJournal
{
    /// <summary>Stores a new session.</summary>
    /// <param name="head">A head without turns.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been stored all the same.</param>
    /// <returns>False when a session of that id exists.</returns>
    ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken);

    /// <summary>Reads a session with all of its turns, or null when there is none.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">The stored rows contradict each other.</exception>
    ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Stores a turn behind the last one, if the session still has as many turns as the caller has seen.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The new turn; its sequence is the fence.</param>
    /// <param name="cancellationToken">Cancels the wait; the turn may have been stored all the same.</param>
    ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, CancellationToken cancellationToken);

    /// <summary>Removes a session with all of its turns.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be gone all the same.</param>
    /// <returns>False when there was none.</returns>
    ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken);
}

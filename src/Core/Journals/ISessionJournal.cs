namespace Tito.Core.Journals;

/// <summary>The durable append-only log of the sessions, as a turn needs it: open, read, change, delete.</summary>
/// <remarks>
/// Safe for use from many threads and, where the store is shared, from many processes. What a method acknowledged survives the process. A
/// store that cannot be used now is a <see cref="JournalUnavailableException"/>, <see cref="TurnLimits.Read"/> after its last answer for
/// what reads and within <see cref="TurnLimits.Commit"/> for what writes; what was asked for may be stored nevertheless, and asking again
/// says so. <see cref="SessionRules"/> decides what a change does and <see cref="SessionVerbs"/> gives each change its name; a journal only
/// reads and stores.
/// </remarks>
public interface ISessionJournal
{
    /// <summary>How much the journal keeps.</summary>
    JournalLimits Limits { get; }

    /// <summary>Stores a new session.</summary>
    /// <param name="head">A head without turns.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be stored nevertheless.</param>
    /// <returns>False when a session of that id exists.</returns>
    ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken);

    /// <summary>Reads a session with all of its turns and intents, or null when there is none.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">The stored rows contradict each other.</exception>
    ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Reads what has changed of a session since it was read, or null when it is gone.</summary>
    /// <param name="known">The session as it was read or refreshed before.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The present state; <paramref name="known"/> itself when nothing has changed.</returns>
    /// <exception cref="JournalCorruptException">The rows that were read contradict each other or what was known.</exception>
    ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a session: reads its head and, where a key is given, the intent of that key; asks what to do; and stores the step in one
    /// transaction. When another write came first, it reads and asks again.
    /// </summary>
    /// <typeparam name="TOutcome">What the caller learns of the change.</typeparam>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="key">
    /// The key of the intent that the decision needs, and that the step may write; null for a change of the head alone.
    /// </param>
    /// <param name="decide">Decides on the present state. It may be asked several times, and the last answer counts.</param>
    /// <param name="cancellationToken">Cancels the wait; the step may be stored nevertheless.</param>
    /// <returns>The outcome of the last decision, whose step is stored; null when there is no session.</returns>
    /// <exception cref="JournalCorruptException">
    /// The head or the intent is unreadable, or a row is stored that the head does not count.
    /// </exception>
    ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class;

    /// <summary>Removes a session with all of its turns and intents.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="version">The version that the session must still have, or null to remove it whatever it has become.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be gone nevertheless.</param>
    /// <returns>False when there was none, or one of another version.</returns>
    ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken);
}

using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The durable append-only log behind the sessions.</summary>
/// <remarks>
/// Safe for use from many threads and, where the store is shared, from many processes. What a method acknowledged survives the
/// process. Failures of the store itself are exceptions of the store. Every transaction touches the rows of one session alone: a head, an
/// intent, and a turn where there is one.
/// </remarks>
public interface ISessionJournal
{
    /// <summary>Stores a new session.</summary>
    /// <param name="head">A head without turns.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been stored all the same.</param>
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

    /// <summary>Reads a session's rows as they are stored, or null when there is none.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">A row has a field that is none of its type; whether the rows agree is not looked at.</exception>
    ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Records that a turn goes to an engine, unless another attempt holds the key (<see cref="TurnIntent.GivesWay"/>).</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="intent">An open intent.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may have been stored all the same.</param>
    ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a turn behind the last one and ends its intent with it, if the session still has as many turns as the caller has seen and
    /// the intent is still the attempt's. Where neither holds the answer is <see cref="AppendOutcome.Overtaken"/>: who took the key over may
    /// have stored the very turn.
    /// </summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The new turn; its sequence is the fence.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="cancellationToken">Cancels the wait; the turn may have been stored all the same.</param>
    ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, TurnIntent intent, CancellationToken cancellationToken);

    /// <summary>Ends an intent that became no turn. Nothing happens when the intent has ended or is another attempt's, or the session is gone.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="failure">How it ended.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may have been ended all the same.</param>
    ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken);

    /// <summary>Removes a session with all of its turns and intents.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be gone all the same.</param>
    /// <returns>False when there was none.</returns>
    ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken);
}

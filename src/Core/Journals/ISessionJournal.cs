using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The durable append-only log behind the sessions.</summary>
/// <remarks>
/// Safe for use from many threads and, where the store is shared, from many processes. What a method acknowledged survives the
/// process. Failures of the store itself are exceptions of the store; what was asked for may have been stored all the same then, and asking
/// again tells. Every transaction touches the rows of one session alone: a head, an intent, and a turn where there is one.
/// <see cref="SessionRules"/> decides what a change does; a journal stores it.
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
    /// Stores a turn behind the last one, makes it the active one and ends its intent with it, if the session is still as the caller has
    /// seen it and the intent is still the attempt's. Where neither holds the answer is <see cref="AppendOutcome.Overtaken"/>: who took the
    /// key over may have stored the very turn. The attempt's id makes an append recognizable: after a lost answer, asking again is
    /// answered by <see cref="AppendOutcome.AlreadyAppended"/>.
    /// </summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The new turn, with the sequence that follows the last one's.</param>
    /// <param name="fence">The session as the caller has seen it.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="cancellationToken">Cancels the wait; the turn may have been stored all the same.</param>
    ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken);

    /// <summary>Moves the active turn, if the session is still as the caller has seen it. No turn is removed.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="fence">The session as the caller has seen it.</param>
    /// <param name="active">The sequence of the turn that becomes the active one, below the fence's turn count, or null for none.</param>
    /// <param name="cancellationToken">Cancels the wait; the move may have been stored all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="active"/> is no turn of what the caller has seen.</exception>
    ValueTask<MoveOutcome> MoveAsync(string sessionId, Fence fence, int? active, CancellationToken cancellationToken);

    /// <summary>Closes a session: no intent begins and no turn is appended any more. One that is closed stays as it is.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="at">The present.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been closed all the same.</param>
    /// <returns>The closed head, or null when there is no session.</returns>
    ValueTask<SessionHead?> CloseAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Ends an intent that became no turn. Nothing happens when the intent has ended or is another attempt's, or the session is gone.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="intent">The intent under which the turn went to the engine.</param>
    /// <param name="failure">How it ended.</param>
    /// <param name="cancellationToken">Cancels the wait; the intent may have been ended all the same.</param>
    ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken);

    /// <summary>Removes a session with all of its turns and intents.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="version">The version that the session must still have, or null to remove it whatever it has become.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may be gone all the same.</param>
    /// <returns>False when there was none, or one of another version.</returns>
    ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken);

    /// <summary>The ids of the sessions in ordinal order. One that is opened or deleted meanwhile may be among them or not.</summary>
    /// <param name="after">Only the ids behind this one; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken);

    /// <summary>Reads a session's head alone, or null when there is no session. What stands behind the head is not looked at.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">The row is unreadable.</exception>
    ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Removes what no session refers to: what writes left that were never finished. Never anything that a write under way may still need.</summary>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    /// <returns>The number of things removed: blobs, rows, and sessions whose delete was not finished.</returns>
    ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

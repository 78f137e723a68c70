using Microsoft.Extensions.Caching.Memory;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Hot;

/// <summary>Keeps the sessions that were used last in memory, in front of any journal.</summary>
/// <remarks>
/// Thread-safe. Every load asks the journal for the session's head, and reads what changed since: another process may have written, and
/// nothing is answered from memory alone. So a load costs what is new in the session, whatever its length. Raw rows are never kept.
/// </remarks>
public sealed class HotJournal : ISessionJournal, IDisposable
{
    private readonly ISessionJournal _journal;
    private readonly MemoryCache _sessions;

    /// <summary>A journal with a memory.</summary>
    /// <param name="journal">Where sessions are kept.</param>
    /// <param name="maxTokens">How many tokens the kept sessions may have together, 1 or more. A token takes 8 bytes, and its share of the recorded exchange.</param>
    public HotJournal(ISessionJournal journal, long maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 1);
        _journal = journal;
        _sessions = new(new MemoryCacheOptions { SizeLimit = maxTokens });
    }

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => _journal.CreateAsync(head, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var known = _sessions.Get<JournaledSession>(sessionId);
        var session = known is null
            ? await _journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false)
            : await _journal.RefreshAsync(known, cancellationToken).ConfigureAwait(false);
        return Keep(sessionId, known, session);
    }

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        _journal.RefreshAsync(known, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        _journal.ReadRowsAsync(sessionId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken) =>
        _journal.BeginAsync(sessionId, intent, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken) =>
        _journal.AppendAsync(sessionId, turn, fence, intent, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<MoveOutcome> MoveAsync(string sessionId, Fence fence, int? active, CancellationToken cancellationToken) =>
        _journal.MoveAsync(sessionId, fence, active, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionHead?> CloseAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        _journal.CloseAsync(sessionId, at, cancellationToken);

    /// <inheritdoc/>
    public ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken) =>
        _journal.EndAsync(sessionId, intent, failure, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        _sessions.Remove(sessionId);
        return _journal.DeleteAsync(sessionId, version, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) => _journal.ListAsync(after, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) => _journal.FindHeadAsync(sessionId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => _journal.CollectGarbageAsync(now, cancellationToken);

    /// <summary>Forgets all sessions.</summary>
    public void Dispose() => _sessions.Dispose();

    private JournaledSession? Keep(string sessionId, JournaledSession? known, JournaledSession? session)
    {
        if (session is null)
        {
            _sessions.Remove(sessionId);
        }
        else if (!ReferenceEquals(session, known))
        {
            using var entry = _sessions.CreateEntry(sessionId);
            entry.Value = session;
            entry.Size = 1 + session.Trajectory.Turns.Sum(NewTokens);
        }

        return session;
    }

    private static long NewTokens(Turn turn) => turn.Content.PromptSegments.Sum(segment => (long)segment.Ids.Length) + turn.Content.Completion.Ids.Length;
}

using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Hot;

/// <summary>Keeps the sessions that were used last in memory, in front of any journal.</summary>
/// <remarks>
/// Thread-safe. Every load asks the journal for the session's head, and reads what another process changed since: nothing is answered from
/// memory alone. What this process stores is kept as it was stored, so that no turn is decoded or digested again by the process that took
/// it. A load costs what is new in the session, whatever its length. Raw rows are never kept. When the process is short of memory, half of
/// what is kept goes.
/// </remarks>
public sealed class HotJournal : IJournal, IDisposable
{
    /// <summary>The part of what is kept that goes when memory is short; the sessions that were used last stay.</summary>
    private const double YieldedShare = 0.5;

    private readonly MemoryPressure _pressure = new();
    private readonly MemoryPace _pace;
    private readonly IJournal _journal;
    private readonly MemoryCache _sessions;

    /// <summary>A journal with a memory.</summary>
    /// <param name="journal">Where sessions are kept.</param>
    /// <param name="maxBytes">
    /// About how many bytes the kept sessions may take together, 1 or more: their tokens, logprobs, experts, messages and records.
    /// </param>
    public HotJournal(IJournal journal, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        _journal = journal;
        _pace = new(maxBytes);
        _sessions = new(new MemoryCacheOptions { SizeLimit = maxBytes, TrackStatistics = true });
    }

    /// <summary>Number of sessions that are kept, 0 or more.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>About how many bytes they take, 0 or more: what their limit counts.</summary>
    public long ByteCount => _sessions.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <inheritdoc/>
    public JournalLimits Limits => _journal.Limits;

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        _journal.CreateAsync(head, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var known = Find(sessionId);
        JournaledSession? session;
        try
        {
            session = known is null
                ? await _journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false)
                : await _journal.RefreshAsync(known.Session, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalCorruptException) when (known is not null)
        {
            // What is kept may be of a session that was deleted and imported again, which looks like the same one. A damaged one fails
            // once more.
            _sessions.Remove(sessionId);
            (known, session) = (null, await _journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false));
        }

        if (session is null)
        {
            _sessions.Remove(sessionId);
        }
        else
        {
            Keep(known, session);
        }

        return session;
    }

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        _journal.RefreshAsync(known, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class
    {
        SessionHead? before = null;
        SessionStep? step = null;
        var outcome = await _journal.ChangeAsync(sessionId, key, Decide, cancellationToken).ConfigureAwait(false);

        // Where another process changed the session as well, the next load reads both changes.
        if (outcome is not null && step is not null && Find(sessionId) is { } known && known.Session.Head == before
            && known.Session.After(step) is { } after)
        {
            Keep(known, after);
        }

        return outcome;

        (SessionStep? Step, TOutcome Outcome) Decide(SessionHead head, TurnIntent? holder)
        {
            var decision = decide(head, holder);
            (before, step) = (head, decision.Step);
            return decision;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        _sessions.Remove(sessionId);
        return _journal.DeleteAsync(sessionId, version, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        _journal.ListAsync(after, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        _journal.FindHeadAsync(sessionId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        _journal.ReadRowsAsync(sessionId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TurnShape>?> ReadShapeAsync(string sessionId, CancellationToken cancellationToken) =>
        _journal.ReadShapeAsync(sessionId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        _journal.FindParkedAsync(sessionId, key, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => _journal.ListParkedAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _journal.CollectGarbageAsync(now, cancellationToken);

    /// <summary>Forgets all sessions.</summary>
    public void Dispose() => _sessions.Dispose();

    /// <summary>What left the cache; a session that was replaced by its next state shares most of it.</summary>
    private void LetGo(object key, object? value, EvictionReason reason, object? state) =>
        _pace.Count(reason is EvictionReason.Replaced || value is not HotSession gone ? 0 : gone.Bytes);

    private HotSession? Find(string sessionId) => _sessions.Get<HotSession>(sessionId);

    /// <summary>Keeps a session that grew out of what was known, unless another request kept a later state of it meanwhile.</summary>
    private void Keep(HotSession? known, JournaledSession session)
    {
        var present = Find(session.Head.SessionId);
        var isOvertaken = present is not null && !ReferenceEquals(present, known) && present.IsAsNewAs(session.Head);
        if (isOvertaken || ReferenceEquals(session, known?.Session))
        {
            return;
        }

        if (_pressure.IsHigh())
        {
            _sessions.Compact(YieldedShare);
        }

        var hot = HotSession.Of(session, known);
        using var entry = _sessions.CreateEntry(session.Head.SessionId);
        entry.Value = hot;
        entry.Size = hot.Bytes;
        entry.RegisterPostEvictionCallback(LetGo);
        _pace.Count(hot.Bytes - (known?.Bytes ?? 0));
    }
}

using Tito.Core.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>Counts what a journal reads of sessions, and may hold back what it has read.</summary>
/// <param name="inner">Where sessions are kept.</param>
internal sealed class CountingJournal(IJournal inner) : IJournal
{
    /// <summary>How many turn rows were read, and so decoded and digested.</summary>
    public int TurnsRead { get; private set; }

    /// <summary>How often a session was asked for that was known already.</summary>
    public int Refreshes { get; private set; }

    /// <summary>What the answer of a load waits for when the session has been read.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public JournalLimits Limits => inner.Limits;

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => inner.CreateAsync(head, cancellationToken);

    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var session = await inner.LoadAsync(sessionId, cancellationToken);
        TurnsRead += session?.Trajectory.Turns.Count ?? 0;
        await Hold;
        return session;
    }

    public async ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken)
    {
        Refreshes++;
        var session = await inner.RefreshAsync(known, cancellationToken);
        TurnsRead += session?.Trajectory.Turns.Count(turn => !known.Trajectory.Turns.Contains(turn)) ?? 0;
        return session;
    }

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => inner.ChangeAsync(sessionId, key, decide, cancellationToken);

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        inner.DeleteAsync(sessionId, version, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        inner.ListAsync(after, cancellationToken);

    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        inner.FindHeadAsync(sessionId, cancellationToken);

    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        inner.ReadRowsAsync(sessionId, cancellationToken);

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(sessionId, key, cancellationToken);

    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => inner.ListParkedAsync(cancellationToken);

    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.CollectGarbageAsync(now, cancellationToken);
}

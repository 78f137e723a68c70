using System.Collections.Immutable;
using Tito.Core.Journals;

namespace Tito.Storage.Outages;

/// <summary>A store that answers within its limits or says that it cannot be used: <see cref="JournalUnavailableException"/>.</summary>
/// <remarks>
/// Thread-safe where the store is. Nothing is asked twice here: who knows that an operation may be repeated does that
/// (<see cref="ISessionJournal"/>).
/// </remarks>
/// <param name="journal">The store.</param>
/// <param name="clock">Measures the limits.</param>
public sealed class GuardedJournal(IJournal journal, TimeProvider clock) : IJournal
{
    private readonly StoreGuard _guard = new(clock);

    /// <inheritdoc/>
    public JournalLimits Limits => journal.Limits;

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        _guard.WriteAsync(token => journal.CreateAsync(head, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => journal.LoadAsync(sessionId, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => journal.RefreshAsync(known, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class =>
        _guard.WriteAsync(token => journal.ChangeAsync(sessionId, key, decide, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        _guard.WriteAsync(token => journal.DeleteAsync(sessionId, version, token), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        _guard.ListAsync(token => journal.ListAsync(after, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => journal.FindHeadAsync(sessionId, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => journal.ReadRowsAsync(sessionId, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TurnShape>?> ReadShapeAsync(string sessionId, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => journal.ReadShapeAsync(sessionId, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => journal.FindParkedAsync(sessionId, key, token), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) =>
        _guard.ListAsync(journal.ListParkedAsync, cancellationToken);

    /// <summary>Without a limit for the whole, which grows with the store: each of its requests has the store's own.</summary>
    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        journal.CollectGarbageAsync(now, cancellationToken);
}

using Tito.Core.Journals;
using Tito.Core.Verification.Runs;

namespace Tito.Storage.Outages;

/// <summary>
/// A store of verification runs that answers within its limits or says that it cannot be used: <see cref="JournalUnavailableException"/>.
/// </summary>
/// <remarks>Thread-safe where the store is.</remarks>
/// <param name="store">The store.</param>
/// <param name="clock">Measures the limits.</param>
public sealed class GuardedVerificationStore(IVerificationStore store, TimeProvider clock) : IVerificationStore
{
    private readonly StoreGuard _guard = new(clock);

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        _guard.WriteAsync(token => store.AddAsync(runId, name, json, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken) =>
        _guard.ReadAsync(token => store.FindAsync(runId, name, token), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(
        string runId, string prefix, CancellationToken cancellationToken) =>
        _guard.ListAsync(token => store.ReadAsync(runId, prefix, token), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? before, CancellationToken cancellationToken) =>
        _guard.ListAsync(token => store.ListAsync(before, token), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken) => await _guard.WriteAsync(
        async token =>
        {
            await store.DeleteAsync(runId, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);
}

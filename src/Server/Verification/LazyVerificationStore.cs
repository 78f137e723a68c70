using System.Runtime.CompilerServices;
using Tito.Core.Verification.Runs;

namespace Tito.Server.Verification;

/// <summary>A store that is opened when it is first used: a server that verifies nothing starts without it.</summary>
/// <remarks>Thread-safe. A store that could not be opened is tried again by the next use.</remarks>
/// <param name="open">Opens it.</param>
internal sealed class LazyVerificationStore(Func<Task<IVerificationStore>> open) : IVerificationStore
{
    private readonly Lock _lock = new();
    private Task<IVerificationStore>? _store;

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        await (await StoreAsync()).AddAsync(runId, name, json, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken) =>
        await (await StoreAsync()).FindAsync(runId, name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(
        string runId, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in (await StoreAsync()).ReadAsync(runId, prefix, cancellationToken))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var runId in (await StoreAsync()).ListAsync(before, cancellationToken))
        {
            yield return runId;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken) =>
        await (await StoreAsync()).DeleteAsync(runId, cancellationToken);

    private Task<IVerificationStore> StoreAsync()
    {
        lock (_lock)
        {
            return _store is { IsFaulted: false, IsCanceled: false } ? _store : _store = open();
        }
    }
}

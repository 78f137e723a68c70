using System.Runtime.CompilerServices;
using Tito.Core.Journals;
using Tito.Core.Verification.Runs;
using Tito.Server.Options;

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
        await (await StoreAsync(cancellationToken)).AddAsync(runId, name, json, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken) =>
        await (await StoreAsync(cancellationToken)).FindAsync(runId, name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(
        string runId, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in (await StoreAsync(cancellationToken)).ReadAsync(runId, prefix, cancellationToken))
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var runId in (await StoreAsync(cancellationToken)).ListAsync(before, cancellationToken))
        {
            yield return runId;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken) =>
        await (await StoreAsync(cancellationToken)).DeleteAsync(runId, cancellationToken);

    private async Task<IVerificationStore> StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Opened().WaitAsync(cancellationToken);
        }
        catch (OptionException unusable)
        {
            // It named a place that could be used when the server began: the journal is beside it.
            throw new JournalUnavailableException("The store of verification runs cannot be opened.", unusable);
        }
    }

    private Task<IVerificationStore> Opened()
    {
        lock (_lock)
        {
            return _store is { IsFaulted: false, IsCanceled: false } ? _store : _store = open();
        }
    }
}

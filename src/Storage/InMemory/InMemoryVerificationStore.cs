using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tito.Core.Verification.Runs;

namespace Tito.Storage.InMemory;

/// <summary>Verification runs that are gone with their process, for the command line and for tests.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class InMemoryVerificationStore : IVerificationStore
{
    private readonly ConcurrentDictionary<(string RunId, string Name), ReadOnlyMemory<byte>> _rows = new();

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, IVerificationStore.MaxRowBytes, nameof(json));
        return ValueTask.FromResult(_rows.TryAdd((runId, name), json.ToArray()));
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_rows.TryGetValue((runId, name), out var json) ? json : default(ReadOnlyMemory<byte>?));

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(
        string runId, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var ((_, name), json) in _rows
            .Where(row => row.Key.RunId == runId && row.Key.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(row => row.Key.Name != IVerificationStore.RunRow)
            .OrderBy(row => row.Key.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (name, json);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var runId in _rows.Keys
            .Where(row => row.Name == IVerificationStore.RunRow && (before is null || string.CompareOrdinal(row.RunId, before) < 0))
            .Select(row => row.RunId)
            .OrderDescending(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return runId;
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        foreach (var row in _rows.Keys.Where(row => row.RunId == runId).OrderBy(row => row.Name != IVerificationStore.RunRow))
        {
            _rows.TryRemove(row, out _);
        }

        return ValueTask.CompletedTask;
    }
}

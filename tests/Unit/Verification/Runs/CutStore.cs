using Tito.Core.Verification.Runs;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>A store that takes some rows; the next one it refuses, as if it were away or its process were killed, or does something else before.</summary>
internal sealed class CutStore(IVerificationStore store, int rows) : IVerificationStore
{
    private int _left = rows;

    public Func<Task>? Instead { get; set; }

    public async ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (_left-- == 0)
        {
            await (Instead?.Invoke() ?? throw new IOException("It is killed."));
        }

        return await store.AddAsync(runId, name, json, cancellationToken);
    }

    public ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken) =>
        store.FindAsync(runId, name, cancellationToken);

    public IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(string runId, string prefix, CancellationToken cancellationToken) =>
        store.ReadAsync(runId, prefix, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string? before, CancellationToken cancellationToken) => store.ListAsync(before, cancellationToken);

    public ValueTask DeleteAsync(string runId, CancellationToken cancellationToken) => store.DeleteAsync(runId, cancellationToken);
}

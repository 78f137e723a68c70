using System.Collections.Immutable;
using System.Text;
using Tito.Core.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>A corpus in memory; a file without bytes cannot be read.</summary>
internal sealed class HeldCorpus : IGoldenCorpus
{
    public SortedDictionary<string, string?> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of files that are gone when they are read.</summary>
    public List<string> Gone { get; } = [];

    public ImmutableArray<string> List() => [.. Files.Keys, .. Gone];

    public Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(
        !Files.TryGetValue(name, out var text) ? null
        : text is null ? throw new IOException($"{name} cannot be read.")
        : (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text));
}

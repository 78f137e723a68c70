using System.Collections.Immutable;

namespace Tito.Core.Verification.Shards;

/// <summary>The port to the deployed corpus: golden trajectories and golden prompts in files.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IGoldenCorpus
{
    /// <summary>The ending of the names of golden prompts; every other file is a golden trajectory.</summary>
    const string PromptsEnding = ".prompts.json";

    /// <summary>The names of the files, in ordinal order; with slashes where they lie in folders.</summary>
    /// <exception cref="IOException">The corpus cannot be read.</exception>
    ImmutableArray<string> List();

    /// <summary>A file's bytes; null when there is none any more.</summary>
    /// <param name="name">A name that <see cref="List"/> gave.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken);
}

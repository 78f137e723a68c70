using System.Collections.Immutable;
using Tito.Core.Verification;
using Tito.Core.Verification.Shards;

namespace Tito.Server.Verification;

/// <summary>A folder of golden trajectories and golden prompts: the <c>*.json</c> in it and below.</summary>
/// <param name="folder">The folder; null for an empty corpus.</param>
internal sealed class CorpusFolder(string? folder) : IGoldenCorpus
{
    /// <inheritdoc/>
    public ImmutableArray<string> List() => folder is null ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            return !file.Exists ? default(ReadOnlyMemory<byte>?)
                : file.Length <= GoldenReader.MaxBytes ? await File.ReadAllBytesAsync(file.FullName, cancellationToken)
                : throw new IOException($"{name} has {file.Length} bytes; a golden file has at most {GoldenReader.MaxBytes}.");
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"{name} cannot be read: {refused.Message}", refused);
        }
    }
}

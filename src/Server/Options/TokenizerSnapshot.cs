using Tito.Core.Tokenizers;
using Tito.Core.Tokens;

namespace Tito.Server.Options;

/// <summary>
/// Loads a tokenizer from the snapshot beside its asset, so that a cold start does not parse megabytes of JSON. The snapshot is named
/// by the asset's SHA-256; one that is missing, damaged or of another release is written anew.
/// </summary>
internal static class TokenizerSnapshot
{
    /// <summary>Loads the tokenizer of an asset.</summary>
    /// <param name="path">Where the asset lies.</param>
    /// <param name="asset">Its bytes.</param>
    /// <exception cref="AssetException">The asset itself cannot be used.</exception>
    public static Tokenizer Load(string path, byte[] asset)
    {
        var digest = Digest.Of(asset);
        var snapshot = $"{path}.{digest}.snapshot";
        if (TryRead(snapshot, digest) is { } loaded)
        {
            return loaded;
        }

        var tokenizer = Tokenizer.Load(asset);
        Write(snapshot, tokenizer.ToSnapshot());
        return tokenizer;
    }

    private static Tokenizer? TryRead(string snapshot, Digest digest)
    {
        try
        {
            return File.Exists(snapshot) ? Tokenizer.LoadSnapshot(File.ReadAllBytes(snapshot), digest) : null;
        }
        catch (Exception unusable) when (unusable is AssetException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all: other processes may read at this moment. A folder that cannot be written costs only the next start.</summary>
    private static void Write(string snapshot, byte[] bytes)
    {
        var draft = $"{snapshot}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllBytes(draft, bytes);
            File.Move(draft, snapshot, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
        }
    }
}

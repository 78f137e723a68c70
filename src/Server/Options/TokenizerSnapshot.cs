using System.Security.Cryptography;
using Tito.Tokenizers;

namespace Tito.Server.Options;

/// <summary>
/// Loads a tokenizer from the snapshot beside its asset, so that a cold start does not parse megabytes of JSON. The snapshot is named
/// by the asset's SHA-256; one that is missing, damaged or of another release is written anew.
/// </summary>
internal static class TokenizerSnapshot
{
    /// <summary>Loads the tokenizer of an asset.</summary>
    /// <param name="path">Where the asset lies.</param>
    /// <param name="files">Its bytes, and the files beside it.</param>
    /// <exception cref="AssetException">The asset itself cannot be used, or a file beside it names other added tokens.</exception>
    public static Tokenizer Load(string path, CheckpointFiles files)
    {
        var identity = SHA256.HashData(files.Vocabulary.Span);
        var snapshot = $"{path}.{Convert.ToHexStringLower(identity)}.snapshot";
        if (TryRead(snapshot, identity) is not { } tokenizer)
        {
            tokenizer = Tokenizer.Load(files.Vocabulary);
            Write(snapshot, tokenizer.ToSnapshot());
        }

        tokenizer.RequireAgreement(files);
        return tokenizer;
    }

    private static Tokenizer? TryRead(string snapshot, byte[] identity)
    {
        try
        {
            return File.Exists(snapshot) ? Tokenizer.LoadSnapshot(File.ReadAllBytes(snapshot), identity) : null;
        }
        catch (Exception unusable) when (unusable is AssetException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whole or not at all: other processes may read at this moment. A folder that cannot be written costs only the next start.
    /// </summary>
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

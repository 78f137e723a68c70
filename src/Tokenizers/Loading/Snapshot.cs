using System.Security.Cryptography;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>
/// The binary form of a loaded tokenizer: the settings as JSON, which are read like those of an asset, and the vocabulary and the merges
/// as numbers, which are most of an asset and most of the time that reading it takes.
/// </summary>
/// <remarks>
/// All numbers are int32, little-endian. 8 bytes of name and version; the SHA-256 of all that follows; the asset's identity; the id rule;
/// the settings (length, bytes); the tokens (count, where each ends, bytes); the merges (count, then left, right, rank and id of each).
/// </remarks>
internal static class Snapshot
{
    private const int HeaderLength = 8 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Name => "TITOTOK1"u8;

    public static byte[] Write(TokenizerSettings settings, TokenTable tokens, MergingModel model)
    {
        var merges = model.Merges.ToArray();
        var writer = new SnapshotWriter();
        writer.Write(settings.Identity.Span);
        writer.Write((int)settings.IdRule);
        writer.Write(settings.Json.Length);
        writer.Write(settings.Json.Span);
        writer.Write(model.TokenCount);
        writer.Write(tokens.Ends[..model.TokenCount]);
        writer.Write(model.TokenCount == 0 ? [] : tokens.Block[..tokens.Ends[model.TokenCount - 1]]);
        writer.Write(merges.Length);
        writer.Write([.. merges.SelectMany(merge => (int[])[merge.Left, merge.Right, merge.Rank, merge.Id])]);
        return [.. Name, .. SHA256.HashData(writer.Written), .. writer.Written];
    }

    /// <exception cref="AssetException">Damaged, of another version or of another asset.</exception>
    public static Tokenizer Read(ReadOnlyMemory<byte> snapshot, ReadOnlySpan<byte> asset)
    {
        if (snapshot.Length < HeaderLength || !snapshot.Span.StartsWith(Name))
        {
            throw new AssetException("snapshot", "is not one of this version.");
        }

        var payload = snapshot[HeaderLength..];
        if (!snapshot.Span[Name.Length..HeaderLength].SequenceEqual(SHA256.HashData(payload.Span)))
        {
            throw new AssetException("snapshot", "was damaged: its SHA-256 is not the one that it states.");
        }

        var reader = new SnapshotReader(payload);
        var identity = reader.ReadBytes(SHA256.HashSizeInBytes).ToArray();
        if (!asset.SequenceEqual(identity))
        {
            var (stated, wanted) = (Convert.ToHexStringLower(identity), Convert.ToHexStringLower(asset));
            throw new AssetException("snapshot", $"stands for the asset {stated}, not {wanted}.");
        }

        var rule = (AddedIdRule)reader.ReadInt32();
        var json = reader.ReadBytes(reader.ReadInt32()).ToArray();
        var vocabulary = reader.ReadVocabulary();
        return TokenizerReader.WithJson(json, root => TokenizerBuilder.Build(new(identity, json, rule), vocabulary, root));
    }
}

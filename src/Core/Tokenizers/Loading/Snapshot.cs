using Tito.Core.Tokenizers.Models;
using Tito.Core.Tokens;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>
/// The binary form of a loaded tokenizer: the settings as JSON, which are read like those of an asset, and the vocabulary and the merges
/// as numbers, which are most of an asset and most of the time that reading it takes.
/// </summary>
/// <remarks>
/// All numbers are int32, little-endian. 8 bytes of name and version; the SHA-256 of all that follows; the asset's digest; the id rule;
/// the settings (length, bytes); the tokens (count, where each ends, bytes); the merges (count, then left, right, rank and id of each).
/// </remarks>
internal static class Snapshot
{
    private const int HeaderLength = 8 + Digest.ByteLength;

    private static ReadOnlySpan<byte> Name => "TITOTOK1"u8;

    public static byte[] Write(TokenizerSettings settings, TokenTable tokens, TokenModel model)
    {
        var merges = model.Merges.ToArray();
        var writer = new SnapshotWriter();
        writer.Write(settings.Digest.ToByteArray());
        writer.Write((int)settings.IdRule);
        writer.Write(settings.Json.Length);
        writer.Write(settings.Json.Span);
        writer.Write(model.TokenCount);
        writer.Write(tokens.Ends[..model.TokenCount]);
        writer.Write(model.TokenCount == 0 ? [] : tokens.Block[..tokens.Ends[model.TokenCount - 1]]);
        writer.Write(merges.Length);
        writer.Write([.. merges.SelectMany(merge => (int[])[merge.Left, merge.Right, merge.Rank, merge.Id])]);
        return [.. Name, .. Digest.Of(writer.Written).ToByteArray(), .. writer.Written];
    }

    /// <exception cref="AssetException">Damaged, of another version or of another asset.</exception>
    public static Tokenizer Read(ReadOnlyMemory<byte> snapshot, Digest asset)
    {
        if (snapshot.Length < HeaderLength || !snapshot.Span.StartsWith(Name))
        {
            throw new AssetException("snapshot", "is not one of this version.");
        }

        var payload = snapshot[HeaderLength..];
        if (Digest.Of(payload.Span) != Digest.FromBytes(snapshot.Span[Name.Length..HeaderLength]))
        {
            throw new AssetException("snapshot", "was damaged: its SHA-256 is not the one that it states.");
        }

        var reader = new SnapshotReader(payload);
        var digest = Digest.FromBytes(reader.ReadBytes(Digest.ByteLength).Span);
        if (digest != asset)
        {
            throw new AssetException("snapshot", $"stands for the asset {digest}, not {asset}.");
        }

        var rule = (AddedIdRule)reader.ReadInt32();
        var json = reader.ReadBytes(reader.ReadInt32()).ToArray();
        var vocabulary = reader.ReadVocabulary();
        return TokenizerReader.WithJson(json, root => TokenizerBuilder.Build(new(digest, json, rule), vocabulary, root));
    }
}

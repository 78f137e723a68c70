using System.Text;

namespace Tito.Tokenizers.Models;

/// <summary>Byte-pair encoding over the UTF-8 bytes of a piece.</summary>
/// <param name="merges">Over ids that are bytes, or made of bytes by merges.</param>
/// <param name="tokenCount">How many ids, from 0 on, the model has.</param>
/// <param name="byteIds">The id of each of the 256 bytes, -1 where there is none; see <see cref="Utf8Bytes"/>.</param>
/// <param name="wholePieces">Where a whole piece is looked up before it is merged (<c>ignore_merges</c>), or null.</param>
internal sealed class ByteLevelBpe(MergeTable merges, int tokenCount, int[] byteIds, WholePieces? wholePieces)
    : MergingModel(merges, tokenCount)
{
    /// <inheritdoc/>
    protected override void Merge(ReadOnlySpan<char> piece, EncoderScratch scratch)
    {
        var buffer = scratch.Bytes.Reserve(Encoding.UTF8.GetMaxByteCount(piece.Length));
        var bytes = buffer[..Encoding.UTF8.GetBytes(piece, buffer)];
        if (wholePieces is not null && wholePieces.TryGetByteLevelId(bytes, out var whole))
        {
            scratch.Ids.Add(whole);
            return;
        }

        var ids = scratch.Ids.Reserve(bytes.Length)[..bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            ids[i] = byteIds[bytes[i]] is var id and >= 0 ? id : throw Missing(bytes, i);
        }

        scratch.Ids.Advance(MergeLoop.Run(Merges, ids, scratch.Queue));
    }

    // Only bytes that begin a character may be missing.
    private static UnwritableTextException Missing(ReadOnlySpan<byte> bytes, int at)
    {
        _ = Rune.DecodeFromUtf8(bytes[at..], out var character, out _);
        return Utf8Bytes.Missing(character, bytes[at]);
    }
}

using System.Text;

namespace Tito.Tokenizers.Models;

/// <summary>Byte-pair encoding over the scalars of a piece, as SentencePiece does it.</summary>
/// <param name="merges">Over ids that are scalars, bytes or the unknown token, or made of them by merges.</param>
/// <param name="tokenCount">How many ids, from 0 on, the model has.</param>
/// <param name="scalars">The ids of the tokens that are one scalar.</param>
/// <param name="wholePieces">Where a whole piece is looked up before it is merged (<c>ignore_merges</c>), or null.</param>
/// <param name="unknown">How a scalar that is not a token is encoded.</param>
internal sealed class ScalarBpe(
    MergeTable merges, int tokenCount, Dictionary<int, int> scalars, WholePieces? wholePieces, UnknownScalars unknown)
    : MergingModel(merges, tokenCount)
{
    private readonly int[] _asciiIds = [.. Enumerable.Range(0, 128).Select(scalar => scalars.GetValueOrDefault(scalar, -1))];

    /// <inheritdoc/>
    protected override void Merge(ReadOnlySpan<char> piece, EncoderScratch scratch)
    {
        if (wholePieces is not null)
        {
            var buffer = scratch.Bytes.Reserve(Encoding.UTF8.GetMaxByteCount(piece.Length));
            if (wholePieces.TryGetId(buffer[..Encoding.UTF8.GetBytes(piece, buffer)], out var whole))
            {
                scratch.Ids.Add(whole);
                return;
            }
        }

        var ids = scratch.Ids.Reserve(3 * piece.Length);
        ids = ids[..Fill(piece, ids)];
        scratch.Ids.Advance(MergeLoop.Run(Merges, ids, scratch.Queue));
    }

    // A UTF-16 unit is at most three bytes of UTF-8, so at most three ids.
    private int Fill(ReadOnlySpan<char> piece, Span<int> ids)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var count = 0;
        var lastIsUnknown = false;
        foreach (var rune in piece.EnumerateRunes())
        {
            var id = rune.IsAscii ? _asciiIds[rune.Value] : scalars.GetValueOrDefault(rune.Value, -1);
            if (id >= 0)
            {
                ids[count++] = id;
                lastIsUnknown = false;
            }
            else if (unknown.ByteIds is { } byteIds)
            {
                foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    ids[count++] = byteIds[value] is var byteId and >= 0 ? byteId : throw Utf8Bytes.Missing(rune, value);
                }
            }
            else if (!(lastIsUnknown && unknown.Fuse))
            {
                ids[count++] = unknown.Id;
                lastIsUnknown = true;
            }
        }

        return count;
    }
}

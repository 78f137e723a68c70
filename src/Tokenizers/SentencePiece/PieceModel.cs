using System.Buffers;
using System.Collections;
using System.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>Byte-pair encoding of normalized text, as SentencePiece does it.</summary>
/// <remarks>
/// Characters that are pieces go to the library; of those that are not SentencePiece makes their bytes, or one unknown token for all that
/// stand together. Immutable and thread-safe.
/// </remarks>
internal sealed class PieceModel : TokenModel
{
    private readonly BitArray _alphabet = new(0x110000);
    private readonly MirroredModel _merges;
    private readonly int _unknownId;
    private readonly int[]? _byteIds;

    /// <param name="file">A model that keeps the <see cref="ModelFileRules"/>.</param>
    public PieceModel(ModelFile file)
    {
        var pieces = file.Pieces;
        var alphabet = pieces.Where(piece => piece.Type == PieceType.Normal)
            .SelectMany(piece => piece.Text.EnumerateRunes()).Select(rune => rune.Value).ToHashSet();
        foreach (var scalar in alphabet)
        {
            _alphabet[scalar] = true;
        }

        _merges = new(pieces, alphabet);
        _unknownId = pieces.FindIndex(piece => piece.Type == PieceType.Unknown);
        _byteIds = file.ByteFallback ? ByteIds(pieces) : null;
    }

    /// <inheritdoc/>
    protected override void Merge(ReadOnlySpan<char> piece, EncoderScratch scratch)
    {
        var mirrored = ArrayPool<char>.Shared.Rent(piece.Length);
        var start = mirrored.Length;
        var lastIsUnknown = false;
        foreach (var rune in piece.EnumerateRunes())
        {
            if (_alphabet[rune.Value])
            {
                start -= rune.Utf16SequenceLength;
                rune.EncodeToUtf16(mirrored.AsSpan(start));
                lastIsUnknown = false;
                continue;
            }

            AppendKnown(mirrored, ref start, scratch);
            if (!lastIsUnknown || _byteIds is not null)
            {
                AppendUnknown(rune, scratch);
            }

            lastIsUnknown = true;
        }

        AppendKnown(mirrored, ref start, scratch);
        ArrayPool<char>.Shared.Return(mirrored);
    }

    private void AppendKnown(char[] mirrored, ref int start, EncoderScratch scratch)
    {
        if (start < mirrored.Length)
        {
            var ids = _merges.Encode(mirrored.AsSpan(start));
            for (var i = ids.Count - 1; i >= 0; i--)
            {
                scratch.Ids.Add(ids[i]);
            }

            start = mirrored.Length;
        }
    }

    private void AppendUnknown(Rune rune, EncoderScratch scratch)
    {
        if (_byteIds is null)
        {
            scratch.Ids.Add(_unknownId);
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
        {
            scratch.Ids.Add(_byteIds[value]);
        }
    }

    private static int[] ByteIds(List<Piece> pieces)
    {
        var ids = new int[256];
        foreach (var (id, piece) in pieces.Index().Where(piece => piece.Item.Type == PieceType.Byte))
        {
            ids[ModelFileRules.ByteOf(piece.Text)] = id;
        }

        return ids;
    }
}

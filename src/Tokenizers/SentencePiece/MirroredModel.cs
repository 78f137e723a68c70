using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>The merges of a SentencePiece BPE model, done by Microsoft.ML.Tokenizers on mirrored text.</summary>
/// <remarks>
/// Of merges with equal scores, as <c>aa</c> twice in <c>aaa</c>, SentencePiece takes the leftmost and the library the rightmost. So the
/// library is given a model whose pieces are written backwards, and text written backwards: there its rightmost is the leftmost here. The
/// library also merges text to pieces of every type; in the mirrored model a piece that is not NORMAL has a name that text cannot have, so
/// that text never becomes a control token. Immutable and thread-safe.
/// </remarks>
internal sealed class MirroredModel
{
    private const int FirstPrivateUse = 0xE000;

    private readonly SentencePieceTokenizer _library;

    /// <param name="pieces">All pieces by id. Each character of a NORMAL one is a piece itself.</param>
    /// <param name="alphabet">The characters that <see cref="Encode"/> is given, among them all of NORMAL pieces.</param>
    public MirroredModel(IReadOnlyList<Piece> pieces, HashSet<int> alphabet)
    {
        var foreign = new Rune(FirstPrivateUse);
        while (alphabet.Contains(foreign.Value))
        {
            foreign = new(foreign.Value + 1);
        }

        var message = new ArrayBufferWriter<byte>();
        for (var id = 0; id < pieces.Count; id++)
        {
            var text = pieces[id].Type == PieceType.Normal
                ? string.Concat(pieces[id].Text.EnumerateRunes().Reverse())
                : string.Create(CultureInfo.InvariantCulture, $"{foreign}{id}");
            WritePiece(message, Encoding.UTF8.GetBytes(text), pieces[id].Score);
        }

        // trainer_spec (field 2) with model_type (3) = 2, BPE; an empty normalizer_spec (3), without which the library fails.
        message.Write<byte>([(2 << 3) | 2, 2, 3 << 3, 2, (3 << 3) | 2, 0]);
        using var stream = new MemoryStream(message.WrittenSpan.ToArray());
        _library = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
    }

    /// <summary>The ids of text, from its last to its first.</summary>
    /// <param name="mirrored">Characters of the alphabet, the last first; not empty.</param>
    public IReadOnlyList<int> Encode(ReadOnlySpan<char> mirrored) => _library.EncodeToIds(
        mirrored, addBeginningOfSentence: false, addEndOfSentence: false, considerPreTokenization: false, considerNormalization: false);

    // pieces (field 1): piece (1), score (2). The type is NORMAL where there is none.
    private static void WritePiece(ArrayBufferWriter<byte> message, ReadOnlySpan<byte> text, float score)
    {
        message.Write<byte>([(1 << 3) | 2]);
        WriteVarint(message, 1 + VarintLength(text.Length) + text.Length + 1 + sizeof(float));
        message.Write<byte>([(1 << 3) | 2]);
        WriteVarint(message, text.Length);
        message.Write(text);
        message.Write<byte>([(2 << 3) | 5]);
        BinaryPrimitives.WriteSingleLittleEndian(message.GetSpan(sizeof(float)), score);
        message.Advance(sizeof(float));
    }

    private static void WriteVarint(ArrayBufferWriter<byte> message, int value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            message.Write<byte>([(byte)(0x80 | (value & 0x7F))]);
        }

        message.Write<byte>([(byte)value]);
    }

    private static int VarintLength(int value) => (BitOperations.Log2((uint)value | 1) / 7) + 1;
}

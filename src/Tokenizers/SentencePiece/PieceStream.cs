using System.Buffers;
using System.Text;
using Tito.Tokenizers.Decoding;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>
/// One pass of a <see cref="PieceDecoder"/>: holds the bytes of a character until its last one comes, or one that cannot follow.
/// </summary>
/// <remarks>As SentencePiece does it, a byte that is not part of a character becomes one U+FFFD. Not thread-safe.</remarks>
internal sealed class PieceStream(TokenTable bytes, PieceType[] kinds, LeadingSpaces strip) : DecoderStream
{
    private readonly List<byte> _run = [];
    private bool _atStart = strip != LeadingSpaces.None;

    /// <inheritdoc/>
    public override string Push(int id)
    {
        if (kinds[id] == PieceType.Byte)
        {
            _run.Add(bytes[id][0]);
            return Note(Read(isWhole: false));
        }

        var before = Note(Read(isWhole: true));
        var text = Encoding.UTF8.GetString(bytes[id]);
        if (_atStart && kinds[id] is PieceType.Normal or PieceType.UserDefined && text.StartsWith(' '))
        {
            text = text[1..];
            _atStart = strip == LeadingSpaces.OneOfEachPiece;
        }

        return before + Note(text);
    }

    /// <inheritdoc/>
    public override string Finish() => Read(isWhole: true);

    private string Note(string text)
    {
        _atStart &= text.Length == 0;
        return text;
    }

    private string Read(bool isWhole)
    {
        var text = new StringBuilder();
        while (_run.Count > 0)
        {
            var status = Rune.DecodeFromUtf8([.. _run], out var rune, out var length);
            if (status == OperationStatus.NeedMoreData && !isWhole)
            {
                break;
            }

            text.Append(status == OperationStatus.Done ? rune.ToString() : "\uFFFD");
            _run.RemoveRange(0, status == OperationStatus.Done ? length : 1);
        }

        return text.ToString();
    }
}

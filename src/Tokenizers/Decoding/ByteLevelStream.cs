using System.Buffers;
using System.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Decoding;

/// <summary>Holds back the bytes of a scalar until its last one comes, or one that cannot follow.</summary>
internal sealed class ByteLevelStream(TokenTable bytes) : DecoderStream
{
    private byte[] _held = [];

    /// <inheritdoc/>
    public override string Push(int id)
    {
        if (_held.Length == 0 && UnfinishedIn(bytes[id]) == 0)
        {
            return Encoding.UTF8.GetString(bytes[id]);
        }

        byte[] part = [.. _held, .. bytes[id]];
        var certain = part.Length - UnfinishedIn(part);
        _held = part[certain..];
        return Encoding.UTF8.GetString(part, 0, certain);
    }

    /// <inheritdoc/>
    public override string Finish()
    {
        var rest = Encoding.UTF8.GetString(_held);
        _held = [];
        return rest;
    }

    // How many bytes at the end are the start of a scalar: at most three, the first of which starts no other.
    private static int UnfinishedIn(ReadOnlySpan<byte> part)
    {
        if (part is [] or [.., < 0x80])
        {
            return 0;
        }

        for (var count = 1; count <= int.Min(3, part.Length); count++)
        {
            if (Rune.DecodeFromUtf8(part[^count..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return count;
            }
        }

        return 0;
    }
}

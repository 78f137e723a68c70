using System.Buffers.Binary;
using System.Buffers.Text;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Token ids as a JSON array. A prompt has a hundred thousand of them, and each turn sends them all.</summary>
internal static class TokenIdsText
{
    /// <summary>How many bytes an id takes at the most, with its comma.</summary>
    public const int MaxBytesPerId = 11;

    private const int KnownIds = 1 << 18;
    private const int LengthShift = 56;

    // The text of each id of a usual vocabulary, with its comma: seven bytes at the most, and in the eighth how many they are. So an id
    // is one write of eight bytes, of which the next id overwrites what is too much.
    private static readonly ulong[] Known = MakeKnown();

    /// <summary>How many bytes the array has.</summary>
    /// <param name="tokens">Their ids are each 0 or more.</param>
    /// <exception cref="ArgumentException">An id is negative.</exception>
    public static long LengthOf(TokenBuffer tokens) =>
        2 + tokens.Segments.Sum(segment => LengthOf(segment.Ids.AsSpan())) - (tokens.Count == 0 ? 0 : 1);

    /// <summary>Writes <c>[1,2,3]</c> and returns its length in bytes.</summary>
    /// <param name="tokens">Their ids are each 0 or more.</param>
    /// <param name="text">At least 2 + <see cref="MaxBytesPerId"/> bytes an id long.</param>
    /// <exception cref="ArgumentException">An id is negative.</exception>
    public static int Write(TokenBuffer tokens, Span<byte> text)
    {
        var end = 0;
        text[end++] = (byte)'[';
        foreach (var segment in tokens.Segments)
        {
            end += Write(segment.Ids.AsSpan(), text[end..]);
        }

        end -= tokens.Count == 0 ? 0 : 1;
        text[end++] = (byte)']';
        return end;
    }

    /// <summary>Writes <c>1,2,3,</c>, a part of an array with a comma after each id, and returns its length in bytes.</summary>
    /// <param name="ids">Each 0 or more.</param>
    /// <param name="text">At least <see cref="MaxBytesPerId"/> bytes an id long.</param>
    /// <exception cref="ArgumentException">An id is negative.</exception>
    public static int Write(ReadOnlySpan<int> ids, Span<byte> text)
    {
        var end = 0;
        foreach (var id in ids)
        {
            end += Write(id, text[end..]);
        }

        return end;
    }

    private static long LengthOf(ReadOnlySpan<int> ids)
    {
        Span<byte> text = stackalloc byte[MaxBytesPerId];
        var length = 0L;
        foreach (var id in ids)
        {
            length += Write(id, text);
        }

        return length;
    }

    private static int Write(int id, Span<byte> text)
    {
        if (id is >= 0 and < KnownIds)
        {
            var known = Known[id];
            BinaryPrimitives.WriteUInt64LittleEndian(text, known);
            return (int)(known >> LengthShift);
        }

        return id < 0 ? throw new ArgumentException("A token id is 0 or more.", nameof(id)) : Format(id, text);
    }

    private static int Format(int id, Span<byte> text)
    {
        Utf8Formatter.TryFormat(id, text, out var length);
        text[length] = (byte)',';
        return length + 1;
    }

    private static ulong[] MakeKnown()
    {
        var known = new ulong[KnownIds];
        Span<byte> text = stackalloc byte[sizeof(ulong)];
        for (var id = 0; id < KnownIds; id++)
        {
            text.Clear();
            var length = Format(id, text);
            known[id] = BinaryPrimitives.ReadUInt64LittleEndian(text) | ((ulong)length << LengthShift);
        }

        return known;
    }
}

using System.Buffers.Text;
using System.Runtime.InteropServices;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Token ids as a JSON array. A prompt has a hundred thousand of them, and each turn sends them all.</summary>
internal static class TokenIdsText
{
    /// <summary>How many bytes an id takes at the most, with its comma.</summary>
    public const int MaxBytesPerId = 11;

    private const int Group = 10_000;

    // The four digits of each number below 10,000, so that an id of up to eight digits is two steps.
    private static readonly uint[] Digits = MakeDigits();

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
            foreach (var id in segment.Ids)
            {
                end += WriteId(id, text[end..]);
                text[end++] = (byte)',';
            }
        }

        end -= tokens.Count == 0 ? 0 : 1;
        text[end++] = (byte)']';
        return end;
    }

    private static int WriteId(int id, Span<byte> text)
    {
        if (id < 0)
        {
            throw new ArgumentException("A token id is 0 or more.", nameof(id));
        }

        if (id >= Group * 10)
        {
            // Six digits and more: the high part is below 10,000 for every vocabulary that there is.
            var (high, low) = Math.DivRem(id, Group);
            Utf8Formatter.TryFormat(high, text, out var written);
            MemoryMarshal.Write(text[written..], Digits[low]);
            return written + 4;
        }

        if (id >= Group)
        {
            text[0] = (byte)('0' + (id / Group));
            MemoryMarshal.Write(text[1..], Digits[id % Group]);
            return 5;
        }

        Utf8Formatter.TryFormat(id, text, out var count);
        return count;
    }

    private static uint[] MakeDigits()
    {
        var digits = new uint[Group];
        Span<byte> text = stackalloc byte[4];
        for (var number = 0; number < Group; number++)
        {
            (text[0], text[1]) = ((byte)('0' + (number / 1000)), (byte)('0' + (number / 100 % 10)));
            (text[2], text[3]) = ((byte)('0' + (number / 10 % 10)), (byte)('0' + (number % 10)));
            digits[number] = MemoryMarshal.Read<uint>(text);
        }

        return digits;
    }
}

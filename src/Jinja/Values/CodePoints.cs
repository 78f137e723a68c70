using System.Numerics;
using System.Text;

namespace Tito.Jinja.Values;

/// <summary>Text by Unicode characters, as Python indexes it. Text without surrogates, which is nearly all, takes the short way.</summary>
internal static class CodePoints
{
    public static bool HasSurrogates(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\ud800', '\udfff');

    /// <summary>Where a surrogate stands alone, or -1.</summary>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return index;
            }
        }

        return -1;
    }

    public static int Count(ReadOnlySpan<char> text)
    {
        if (!HasSurrogates(text))
        {
            return text.Length;
        }

        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>The character at a position that may count from the end, or null outside.</summary>
    public static string? TryAt(string text, BigInteger position)
    {
        var count = Count(text);
        var index = position.Sign < 0 ? position + count : position;
        if (index.Sign < 0 || index >= count)
        {
            return null;
        }

        var offset = ToUtf16(text, (int)index);
        return text.Substring(offset, char.IsHighSurrogate(text[offset]) ? 2 : 1);
    }

    /// <summary>The UTF-16 offset of a character.</summary>
    public static int ToUtf16(string text, int characterIndex)
    {
        if (!HasSurrogates(text))
        {
            return characterIndex;
        }

        var offset = 0;
        for (; characterIndex > 0; characterIndex--)
        {
            offset += char.IsHighSurrogate(text[offset]) ? 2 : 1;
        }

        return offset;
    }

    /// <summary>The character index of a UTF-16 offset.</summary>
    public static int FromUtf16(string text, int offset) => Count(text.AsSpan(0, offset));

    public static Rune[] ToRunes(string text) => [.. text.EnumerateRunes()];

    /// <summary>Order by code points, which UTF-16 order is not: U+10000 comes after U+FFFF.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[common], right[common]);
        return (char.IsSurrogate(a), char.IsSurrogate(b)) switch
        {
            (true, false) => 1,
            (false, true) => -1,
            _ => a.CompareTo(b),
        };
    }
}

namespace Tito.Tokenizers.Models;

/// <summary>The printable characters that byte-level vocabularies write for the 256 bytes.</summary>
/// <remarks>
/// GPT-2's <c>bytes_to_unicode</c>: "!" to "~", U+00A1 to U+00AC and U+00AE to U+00FF stand for themselves; the other bytes, in
/// rising order, are U+0100, U+0101, and so on.
/// </remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = MakeCharacters();
    private static readonly short[] Bytes = MakeBytes();

    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>Writes bytes in the alphabet, as UTF-8.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="token">At least twice as long.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> bytes, Span<byte> token)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            var character = Characters[value];
            if (character < 0x80)
            {
                token[count++] = (byte)character;
            }
            else
            {
                token[count++] = (byte)(0xC0 | (character >> 6));
                token[count++] = (byte)(0x80 | (character & 0x3F));
            }
        }

        return count;
    }

    /// <summary>
    /// Reads the bytes that a token stands for: those of its characters, or its own UTF-8 when one of them is not of the alphabet, as the
    /// reference's ByteLevel decoder has it.
    /// </summary>
    /// <param name="token">UTF-8.</param>
    /// <param name="bytes">At least as long.</param>
    /// <returns>How many bytes were read.</returns>
    public static int Read(ReadOnlySpan<byte> token, Span<byte> bytes)
    {
        var count = 0;
        for (var i = 0; i < token.Length; i++)
        {
            // The alphabet ends at U+0143: one or two bytes of UTF-8.
            var character = token[i] < 0x80 ? token[i] : token[i] < 0xE0 ? ((token[i] & 0x1F) << 6) | (token[++i] & 0x3F) : Bytes.Length;
            if (character >= Bytes.Length || Bytes[character] < 0)
            {
                token.CopyTo(bytes);
                return token.Length;
            }

            bytes[count++] = (byte)Bytes[character];
        }

        return count;
    }

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < characters.Length; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = printable ? (char)value : next++;
        }

        return characters;
    }

    private static short[] MakeBytes()
    {
        var bytes = new short[Characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < Characters.Length; value++)
        {
            bytes[Characters[value]] = (short)value;
        }

        return bytes;
    }
}

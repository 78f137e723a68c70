using System.Text;

namespace Tito.Core.Tokenizers.Models;

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

    /// <summary>
    /// The bytes that a token stands for: those of its characters, or its UTF-8 when one of them is not of the alphabet, as the
    /// reference's ByteLevel decoder has it.
    /// </summary>
    public static byte[] ToBytes(string token) => TryToBytes(token, out var bytes) ? bytes : Encoding.UTF8.GetBytes(token);

    /// <summary>The bytes of a token that is written in the alphabet alone.</summary>
    public static bool TryToBytes(string token, out byte[] bytes)
    {
        bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] >= Bytes.Length || Bytes[token[i]] < 0)
            {
                return false;
            }

            bytes[i] = (byte)Bytes[token[i]];
        }

        return true;
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

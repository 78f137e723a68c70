using System.Text;

namespace Tito.Tokenizers.Models;

/// <summary>Which bytes a vocabulary must have to write text.</summary>
internal static class Utf8Bytes
{
    /// <summary>
    /// Whether a byte stands in the UTF-8 of what people write. 0xC0, 0xC1 and 0xF5 to 0xFF stand in no UTF-8 at all. 0xF1 to 0xF4 begin
    /// the characters from U+40000 on, which are unassigned, private, or tags: vocabularies that were learned from text may lack them.
    /// </summary>
    public static bool IsRequired(byte value) => value is not (0xC0 or 0xC1 or >= 0xF1);

    /// <summary>The failure of a text that needs a byte which the vocabulary lacks.</summary>
    public static UnwritableTextException Missing(Rune character, byte value) => new(
        $"The tokenizer has no token for the byte 0x{value:X2}, which the character U+{character.Value:X4} needs.");
}

using System.Text;

namespace Tito.Tokenizers.Normalization;

/// <summary>Unicode's full lower-case mapping of each scalar by itself, without the rules that look at its neighbours.</summary>
/// <remarks>
/// The invariant culture maps one scalar to one, so U+0130, the only one that becomes two, is done here; so are the letters that are
/// newer than the tables of .NET.
/// </remarks>
internal sealed class LowercaseNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0x130)
            {
                result.Append("i\u0307");
            }
            else
            {
                result.Append(char.ConvertFromUtf32(LowerOf(rune)));
            }
        }

        return result.ToString();
    }

    private static int LowerOf(Rune rune) => rune.Value switch
    {
        0x1C89 => 0x1C8A,
        0xA7CB => 0x264,
        0xA7DC => 0x19B,
        0xA7CC or 0xA7CE or 0xA7D2 or 0xA7D4 or 0xA7DA => rune.Value + 1,
        >= 0x10D50 and <= 0x10D65 => rune.Value + 0x20,
        >= 0x16EA0 and <= 0x16EB8 => rune.Value + 0x1B,
        _ => Rune.ToLowerInvariant(rune).Value,
    };
}

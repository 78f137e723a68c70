using System.Text;

namespace Tito.Tokenizers.Normalization;

/// <summary>Replaces each occurrence of a text, from the left and without overlap.</summary>
/// <param name="pattern">Not empty.</param>
/// <param name="content">What stands there afterwards; may be empty.</param>
internal sealed class ReplaceNormalizer(string pattern, string content) : Normalizer
{
    /// <inheritdoc/>
    /// <remarks>The reference gives what takes the place of several characters the place of the last of them.</remarks>
    public override bool KeepsStart => content.Length > 0 && Rune.GetRuneAt(pattern, 0).Utf16SequenceLength == pattern.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text)
    {
        if (!text.Contains(pattern, StringComparison.Ordinal))
        {
            return text;
        }

        if (pattern.Length == 1 && content.Length == 1)
        {
            var replaced = new char[text.Length];
            text.Replace(replaced, pattern[0], content[0]);
            return replaced;
        }

        return new string(text).Replace(pattern, content, StringComparison.Ordinal);
    }
}

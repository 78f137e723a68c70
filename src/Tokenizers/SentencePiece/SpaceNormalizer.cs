using Tito.Tokenizers.Normalization;

namespace Tito.Tokenizers.SentencePiece;

/// <summary>What SentencePiece's normalizer <c>identity</c> does to spaces, U+0020; to other white space it does nothing.</summary>
/// <param name="addPrefix">Whether a text is encoded as if it began with a space.</param>
/// <param name="prefixEachPart">Whether that holds after each special token, or only where the whole text starts.</param>
/// <param name="removeExtra">Whether spaces at both ends, and all but one of several, are left out.</param>
internal sealed class SpaceNormalizer(bool addPrefix, bool prefixEachPart, bool removeExtra) : Normalizer
{
    /// <inheritdoc/>
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text) => Normalize(text, startsText: true);

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, bool startsText)
    {
        text = removeExtra ? text.TrimStart(' ') : text;
        if (text.IsEmpty)
        {
            return text;
        }

        var normalized = new char[text.Length + 1];
        var length = 0;
        if (addPrefix && (prefixEachPart || startsText))
        {
            normalized[length++] = ModelFile.Space;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!removeExtra || text[i] != ' ' || text[i - 1] != ' ')
            {
                normalized[length++] = text[i] == ' ' ? ModelFile.Space : text[i];
            }
        }

        // SentencePiece takes the escaped character off the end, also where the text itself has it, and the prefix with it.
        var result = normalized.AsSpan(0, length);
        return removeExtra ? result.TrimEnd(ModelFile.Space) : result;
    }
}

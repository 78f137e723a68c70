using System.Text;
using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.Normalization;

/// <summary>One of the four normalization forms of Unicode, in the version of Unicode that the reference has.</summary>
internal sealed class UnicodeNormalizer : Normalizer
{
    // Up to here nothing composes under NFC, and nothing decomposes.
    private const char LastPlain = '\u02FF';

    private readonly NormalizationForm _form;

    /// <exception cref="AssetException">This host does not normalize, as under invariant globalization.</exception>
    public UnicodeNormalizer(NormalizationForm form)
    {
        _form = form;
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9")
        {
            throw new AssetException(
                "normalizer", "this host leaves text unnormalized; set InvariantGlobalization to false and install ICU.");
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text)
    {
        if (_form == NormalizationForm.FormC && !text.ContainsAnyExceptInRange('\0', LastPlain))
        {
            return text;
        }

        // A scalar that does not take part in normalization is a boundary: nothing composes with it or moves over it.
        var boundary = NextBoundary(text, 0);
        if (boundary == text.Length)
        {
            return NormalizePart(text);
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        for (; boundary < text.Length; boundary = NextBoundary(text, done))
        {
            result.Append(NormalizePart(text[done..boundary]));
            done = boundary + (char.IsHighSurrogate(text[boundary]) ? 2 : 1);
            result.Append(text[boundary..done]);
        }

        return result.Append(NormalizePart(text[done..])).ToString();
    }

    // The part itself where it is normalized already, which is the usual case and then costs no memory.
    private ReadOnlySpan<char> NormalizePart(ReadOnlySpan<char> text) =>
        text.IsNormalized(_form) ? text : new string(text).Normalize(_form);

    // string.Normalize refuses U+FFFE, which no version of Unicode normalizes.
    private static int NextBoundary(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            if ((Scalars.ClassAt(text, at, out var length) & ScalarClass.NotNormalized) != 0 || text[at] == '\uFFFE')
            {
                break;
            }

            at += length;
        }

        return at;
    }
}

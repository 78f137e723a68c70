using System.Text;

namespace Tito.Core.Tokenizers.Normalization;

/// <summary>One of the four normalization forms of Unicode.</summary>
internal sealed class UnicodeNormalizer : Normalizer
{
    // Up to here nothing composes, and nothing decomposes under NFC.
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
    public override ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text) =>
        _form == NormalizationForm.FormC && !text.ContainsAnyExceptInRange('\0', LastPlain) ? text : Join(text);

    // string.Normalize refuses U+FFFE. Nothing composes with it or moves over it, so the texts around it are normalized apart.
    private string Join(ReadOnlySpan<char> text) =>
        string.Join('\uFFFE', new string(text).Split('\uFFFE').Select(part => part.Normalize(_form)));
}

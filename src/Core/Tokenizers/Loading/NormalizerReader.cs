using System.Text;
using Tito.Core.Tokenizers.Normalization;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Reads the normalizer of a <c>tokenizer.json</c>.</summary>
internal static class NormalizerReader
{
    /// <summary>The normalizer, or null when the asset has none.</summary>
    /// <exception cref="AssetException">A kind that is not understood.</exception>
    public static Normalizer? Read(AssetObject? normalizer)
    {
        if (normalizer is not { } json)
        {
            return null;
        }

        switch (json.Type)
        {
            case "NFC":
                json.AllowOnly("type");
                return new UnicodeNormalizer(NormalizationForm.FormC);
            default:
                throw json.Refuse("type", "must be NFC");
        }
    }
}

using System.Text;
using Tito.Tokenizers.Normalization;

namespace Tito.Tokenizers.Loading;

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
                return ReadForm(json, NormalizationForm.FormC);
            case "NFD":
                return ReadForm(json, NormalizationForm.FormD);
            case "NFKC":
                return ReadForm(json, NormalizationForm.FormKC);
            case "NFKD":
                return ReadForm(json, NormalizationForm.FormKD);
            case "Lowercase":
                json.AllowOnly("type");
                return new LowercaseNormalizer();
            case "Prepend":
                json.AllowOnly("type", "prepend");
                return new PrependNormalizer(json.RequireString("prepend"));
            case "Replace":
                json.AllowOnly("type", "pattern", "content");
                return new ReplaceNormalizer(LiteralReader.Read(json), json.RequireString("content"));
            case "Strip":
                json.AllowOnly("type", "strip_left", "strip_right");
                return new StripNormalizer(json.RequireBoolean("strip_left"), json.RequireBoolean("strip_right"));
            case "Sequence":
                json.AllowOnly("type", "normalizers");
                return new SequenceNormalizer([.. json.RequireItems("normalizers").Select(step =>
                    Read(new AssetObject(step.Item, step.Path))!)]);
            default:
                throw json.Refuse("type", "must be NFC, NFD, NFKC, NFKD, Lowercase, Prepend, Replace, Strip or Sequence");
        }
    }

    private static UnicodeNormalizer ReadForm(AssetObject json, NormalizationForm form)
    {
        json.AllowOnly("type");
        return new(form);
    }
}

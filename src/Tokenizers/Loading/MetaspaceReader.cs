using Tito.Tokenizers.Decoding;
using Tito.Tokenizers.Normalization;
using Tito.Tokenizers.PreTokenization;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads Metaspace, which a <c>tokenizer.json</c> has as a pre-tokenizer and as a decoder with the same settings.</summary>
internal static class MetaspaceReader
{
    /// <exception cref="AssetException">
    /// Settings that are not understood or contradict each other, or <c>first</c> where the normalizer does not keep the start of a text.
    /// </exception>
    public static Metaspace ReadPreTokenizer(AssetObject json, Normalizer? normalizer)
    {
        var (replacement, scheme) = ReadSettings(json);
        if (scheme == PrependScheme.First && normalizer is { KeepsStart: false })
        {
            throw json.Refuse("prepend_scheme", "must be never or always behind a normalizer that may take the text's first character");
        }

        return new(replacement, scheme, json.Optional("split") is null || json.RequireBoolean("split"));
    }

    /// <summary>The replacement becomes a space, or nothing in the first token where one was put before it.</summary>
    /// <exception cref="AssetException">Settings that are not understood or contradict each other.</exception>
    public static TokenMapping ReadDecoder(AssetObject json)
    {
        var (replacement, scheme) = ReadSettings(json);
        return new((token, isFirst) =>
            token.Replace(replacement.ToString(), isFirst && scheme != PrependScheme.Never ? "" : " ", StringComparison.Ordinal));
    }

    private static (char Replacement, PrependScheme Scheme) ReadSettings(AssetObject json)
    {
        json.AllowOnly("type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep");
        var replacement = json.RequireString("replacement");
        if (replacement.Length != 1)
        {
            throw json.Refuse("replacement", "must be one character");
        }

        // add_prefix_space is the older name of the setting.
        var never = json.Optional("add_prefix_space") is not null && !json.RequireBoolean("add_prefix_space");
        var scheme = json.OptionalString("prepend_scheme") switch
        {
            null => never ? PrependScheme.Never : PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            "always" => PrependScheme.Always,
            _ => throw json.Refuse("prepend_scheme", "must be first, never or always"),
        };
        return !never || scheme == PrependScheme.Never
            ? (replacement[0], scheme)
            : throw json.Refuse("add_prefix_space", "must agree with prepend_scheme");
    }
}

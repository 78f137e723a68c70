using System.Collections.Immutable;
using System.Text;
using Tito.Tokenizers.AddedTokens;
using Tito.Tokenizers.Models;
using Tito.Tokenizers.Normalization;

namespace Tito.Tokenizers.Loading;

/// <summary>Puts a tokenizer together from its settings and its vocabulary, wherever they come from.</summary>
internal static class TokenizerBuilder
{
    /// <exception cref="AssetException">The settings ask for what is not understood.</exception>
    public static Tokenizer Build(TokenizerSettings settings, Vocabulary vocabulary, AssetObject root)
    {
        root.AllowOnly(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        foreach (var name in (ReadOnlySpan<string>)["truncation", "padding"])
        {
            if (root.Optional(name) is not null)
            {
                throw root.Refuse(name, "must be null, because encoding keeps every token and adds none");
            }
        }

        PostProcessorReader.Check(root.OptionalObject("post_processor"));
        var normalizer = NormalizerReader.Read(root.OptionalObject("normalizer"));
        var (preTokenizer, byteLevel) = PreTokenizerReader.Read(root.OptionalObject("pre_tokenizer"), normalizer);
        var (added, tokens, index) = AddedTokensReader.Read(root, vocabulary.Tokens, settings.IdRule);
        var pipeline = new EncodingPipeline(
            MatcherOf(added, normalized: false, normalizer),
            normalizer,
            MatcherOf(added, normalized: true, normalizer),
            preTokenizer,
            BpeBuilder.Build(root.RequireObject("model"), vocabulary, index, byteLevel));
        var decoder = DecoderReader.Read(root.OptionalObject("decoder"), DecodedTexts(tokens, added, normalizer));
        return new(settings, tokens, index, added, SkippedIds(tokens.Count, added, normalizer), pipeline, decoder);
    }

    /// <summary>
    /// The texts that decoding starts from: those of the tokens, and for a normalized added token its normalized content, which is how the
    /// reference keeps it.
    /// </summary>
    private static TokenTable DecodedTexts(TokenTable tokens, ImmutableArray<AddedToken> added, Normalizer? normalizer)
    {
        var changed = added.Where(token => NormalizedContent(token, normalizer) != token.Content).ToList();
        if (changed.Count == 0)
        {
            return tokens;
        }

        var texts = Enumerable.Range(0, tokens.Count).Select(id => tokens[id].ToArray()).ToArray();
        changed.ForEach(token => texts[token.Id] = Encoding.UTF8.GetBytes(NormalizedContent(token, normalizer)));
        return TokenTable.Of(texts);
    }

    /// <summary>
    /// Whether decoding leaves an id out when it skips special tokens. The reference looks that up by the text which it kept, so that
    /// a special token which normalization changes is not left out.
    /// </summary>
    private static bool[] SkippedIds(int count, ImmutableArray<AddedToken> added, Normalizer? normalizer)
    {
        var skipped = new bool[count];
        var specials = added.Where(token => token.Special).Select(token => token.Content).ToHashSet();
        foreach (var token in added)
        {
            skipped[token.Id] = specials.Contains(NormalizedContent(token, normalizer));
        }

        return skipped;
    }

    private static string NormalizedContent(AddedToken token, Normalizer? normalizer) =>
        token.Normalized && normalizer is not null ? normalizer.Normalize(token.Content).ToString() : token.Content;

    private static AddedTokenMatcher? MatcherOf(ImmutableArray<AddedToken> tokens, bool normalized, Normalizer? normalizer)
    {
        tokens = [.. tokens.Where(token => token.Normalized == normalized)];
        return tokens.IsEmpty
            ? null
            : new(tokens, [.. tokens.Select(token => NormalizedContent(token, normalizer))]);
    }
}

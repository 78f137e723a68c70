using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Tokenizers.AddedTokens;
using Tito.Core.Tokenizers.Models;
using Tito.Core.Tokenizers.Normalization;
using Tito.Core.Tokens;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Reads a <c>tokenizer.json</c>.</summary>
internal static class TokenizerReader
{
    /// <exception cref="AssetException">The asset is broken or asks for what is not understood.</exception>
    public static Tokenizer Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            return Read(new(document.RootElement, ""), Digest.Of(json.Span));
        }
        catch (JsonException exception)
        {
            throw new AssetException("tokenizer.json", $"is no JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The JSON reader's answer to a string with a lone surrogate or with bytes that are no UTF-8.
            throw new AssetException("tokenizer.json", $"holds a string that is no Unicode text: {exception.Message}", exception);
        }
    }

    private static Tokenizer Read(AssetObject root, Digest digest)
    {
        root.AllowOnly(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        RefuseUnlessNull(root, "truncation", "padding");
        PostProcessorReader.Check(root.OptionalObject("post_processor"));

        var model = BpeReader.Read(root.RequireObject("model"));
        var added = AddedTokensReader.Read(root, model.Vocabulary);
        var tokens = TokenTable.Of([.. model.Vocabulary.Concat(added.NewContents).Select(Encoding.UTF8.GetBytes)]);
        var normalizer = NormalizerReader.Read(root.OptionalObject("normalizer"));
        return new(
            digest,
            tokens,
            added.Tokens,
            MatcherOf(added.Tokens, normalized: false, null),
            normalizer,
            MatcherOf(added.Tokens, normalized: true, normalizer),
            PreTokenizerReader.Read(root.OptionalObject("pre_tokenizer")),
            model.Model,
            DecoderReader.Read(root.OptionalObject("decoder"), tokens));
    }

    private static AddedTokenMatcher? MatcherOf(ImmutableArray<AddedToken> tokens, bool normalized, Normalizer? normalizer)
    {
        tokens = [.. tokens.Where(token => token.Normalized == normalized)];
        return tokens.IsEmpty
            ? null
            : new(tokens, [.. tokens.Select(token => normalizer is null ? token.Content : normalizer.Normalize(token.Content).ToString())]);
    }

    private static void RefuseUnlessNull(AssetObject root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (root.Optional(name) is not null)
            {
                throw root.Refuse(name, "must be null, because encoding keeps every token and adds none");
            }
        }
    }
}

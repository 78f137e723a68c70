using System.Text;
using System.Text.Json.Nodes;
using Tito.Tokenizers.AddedTokens;
using Tito.Tokenizers.Models;
using Tito.Tokenizers.PreTokenization;
using Tito.Tokenizers.SentencePiece;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads a SentencePiece model, <c>tokenizer.model</c>.</summary>
/// <remarks>
/// Special tokens are cut out of text first, then spaces are escaped, user-defined pieces are cut out, and the rest merges: the first as
/// transformers does it, the others as SentencePiece does.
/// </remarks>
internal static class SentencePieceReader
{
    /// <exception cref="AssetException">A file is broken, or asks for what is not understood.</exception>
    public static Tokenizer Read(CheckpointFiles files, AssetObject config)
    {
        var file = ModelFile.Read(files.Vocabulary.Span);
        ModelFileRules.Check(file);
        if (file.AddDummyPrefix && config.Optional("add_prefix_space") is not null && !config.Flag("add_prefix_space"))
        {
            throw config.Refuse("add_prefix_space", "must be true, as normalizer_spec.add_dummy_prefix of the model is");
        }

        if (config.OptionalObject("sp_model_kwargs") is { } arguments && arguments.Fields.Any())
        {
            throw config.Refuse("sp_model_kwargs", "must be empty, because encoding is a function of the text");
        }

        var vocabulary = TokenTable.Of([.. file.Pieces.Select(piece => Encoding.UTF8.GetBytes(piece.Text))]);
        var own = OfType(file, PieceType.Unknown, PieceType.Control);
        var added = ConfiguredTokens.Read(files, config, own, new(vocabulary));

        // transformers puts the prefix before every part, and since it has the setting, with legacy = false, before the text alone.
        var prefixEachPart = config.Optional("legacy") is null || config.Flag("legacy");
        var json = MakeSettings(file, prefixEachPart, added);
        var settings = new TokenizerSettings(AssetIdentity.Of(files.Vocabulary.Span, json), json, AddedIdRule.AsGiven);
        return TokenizerReader.WithJson(json, root => Build(settings, root, file, vocabulary, prefixEachPart));
    }

    private static Tokenizer Build(TokenizerSettings settings, AssetObject root, ModelFile file, TokenTable vocabulary, bool prefixEachPart)
    {
        var (added, tokens, index) = AddedTokensReader.Read(root, vocabulary, settings.IdRule);
        var symbols = OfType(file, PieceType.UserDefined);
        var pipeline = new EncodingPipeline(
            added.IsEmpty ? null : new(added, [.. added.Select(token => token.Content)]),
            new SpaceNormalizer(file.AddDummyPrefix, prefixEachPart, file.RemoveExtraSpaces),
            symbols.Count == 0 ? null : new AddedTokenMatcher([.. symbols], [.. symbols.Select(symbol => symbol.Content)]),
            new SequencePreTokenizer([]),
            new PieceModel(file));
        var skipped = new bool[tokens.Count];
        foreach (var token in added)
        {
            skipped[token.Id] = token.Special;
        }

        return new(settings, tokens, index, added, skipped, pipeline, PieceDecoder.Of(tokens, file));
    }

    private static List<AddedToken> OfType(ModelFile file, params PieceType[] types) =>
    [
        .. file.Pieces.Index().Where(piece => types.Contains(piece.Item.Type)).Select(piece =>
            ConfiguredTokens.Plain(piece.Index, piece.Item.Text) with { Special = piece.Item.Type != PieceType.UserDefined }),
    ];

    private static byte[] MakeSettings(ModelFile file, bool prefixEachPart, List<AddedToken> added) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["added_tokens"] = AddedTokenJson.Of(added),
        ["model"] = new JsonObject
        {
            ["type"] = "SentencePiece BPE",
            ["byte_fallback"] = file.ByteFallback,
            ["add_dummy_prefix"] = file.AddDummyPrefix,
            ["legacy"] = prefixEachPart,
            ["remove_extra_whitespaces"] = file.RemoveExtraSpaces,
        },
    }.ToJsonString());
}

using System.Buffers.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads the tokenizer of a checkpoint that has no <c>tokenizer.json</c>.</summary>
internal static class CheckpointReader
{
    /// <exception cref="AssetException">A file is broken, or asks for what is not understood.</exception>
    public static Tokenizer Read(CheckpointFiles files) => TokenizerReader.WithJson(
        files.Config,
        config => IsRankFile(files) ? ReadRanks(files, config) : SentencePieceReader.Read(files, config),
        "tokenizer_config.json");

    // GLM-4 calls its rank file tokenizer.model. A SentencePiece model starts with the byte 0x0A, the tag of its first piece.
    private static bool IsRankFile(CheckpointFiles files)
    {
        var file = files.Vocabulary.Span;
        return files.VocabularyName != "tokenizer.model"
            || (file.IndexOf((byte)' ') is > 0 and var length && file[0] != '\n' && Base64.IsValid(file[..length]));
    }

    private static Tokenizer ReadRanks(CheckpointFiles files, AssetObject config)
    {
        var tokens = TiktokenReader.ReadTokens(files.Vocabulary.Span);
        var format = TiktokenFormat.Find(config.OptionalString("tokenizer_class"), files.VocabularyName)
            ?? throw new AssetException(
                "tokenizer_config.json.tokenizer_class",
                $"does not say which pattern cuts text before {files.VocabularyName} is looked up: only "
                + $"{string.Join(", ", TiktokenFormat.Classes)} are known, and the files {string.Join(", ", TiktokenFormat.FileNames)}.");
        var index = new TokenIndex(tokens.Rewrite(growth: 2, ByteAlphabet.Write));
        var added = ConfiguredTokens.Read(files, config, [], index);
        for (var id = tokens.Count; id < tokens.Count + format.ReservedTokens; id++)
        {
            if (added.TrueForAll(token => token.Id != id))
            {
                added.Add(ConfiguredTokens.Plain(id, $"<|reserved_token_{id}|>") with { Special = true });
            }
        }

        return TiktokenReader.Build(files.Vocabulary.Span, tokens, format.Pattern, added);
    }
}

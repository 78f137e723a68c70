namespace Tito.Tokenizers;

/// <summary>The files of a checkpoint that say how text is cut, as bytes.</summary>
/// <param name="VocabularyName">
/// The name of the vocabulary's file, without its folder: <c>tokenizer.json</c>, <c>tokenizer.model</c>, or a rank file's.
/// </param>
/// <param name="Vocabulary">A tokenizer.json, or a SentencePiece model or tiktoken ranks, told apart by what is in it.</param>
/// <param name="Config">The bytes of <c>tokenizer_config.json</c>.</param>
public sealed record CheckpointFiles(string VocabularyName, ReadOnlyMemory<byte> Vocabulary, ReadOnlyMemory<byte> Config)
{
    /// <summary>The bytes of <c>special_tokens_map.json</c>; empty where there is none.</summary>
    public ReadOnlyMemory<byte> SpecialTokensMap { get; init; }

    /// <summary>The bytes of <c>added_tokens.json</c>; empty where there is none.</summary>
    public ReadOnlyMemory<byte> AddedTokens { get; init; }
}

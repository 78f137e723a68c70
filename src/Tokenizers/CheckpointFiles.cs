namespace Tito.Tokenizers;

/// <summary>The files that a checkpoint without a <c>tokenizer.json</c> brings, as bytes.</summary>
/// <param name="VocabularyName">The name of the vocabulary's file, without its folder: <c>tokenizer.model</c>, or a rank file's.</param>
/// <param name="Vocabulary">A SentencePiece model or tiktoken ranks, told apart by what is in it.</param>
/// <param name="Config">The bytes of <c>tokenizer_config.json</c>.</param>
public sealed record CheckpointFiles(string VocabularyName, ReadOnlyMemory<byte> Vocabulary, ReadOnlyMemory<byte> Config)
{
    /// <summary>The bytes of <c>special_tokens_map.json</c>; empty where there is none.</summary>
    public ReadOnlyMemory<byte> SpecialTokensMap { get; init; }

    /// <summary>The bytes of <c>added_tokens.json</c>; empty where there is none.</summary>
    public ReadOnlyMemory<byte> AddedTokens { get; init; }
}

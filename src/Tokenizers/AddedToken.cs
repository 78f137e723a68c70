namespace Tito.Tokenizers;

/// <summary>A token that is cut out of the text before the model sees it.</summary>
/// <param name="Id">The token id, 0 to <see cref="Tokenizer.VocabularySize"/> - 1.</param>
/// <param name="Content">The text that becomes the token; never empty.</param>
/// <param name="Special">
/// Left out by <see cref="Tokenizer.Decode"/> when special tokens are skipped; text under <see cref="SpecialTokens.AsText"/>.
/// </param>
/// <param name="SingleWord">Matches only where no word character touches it.</param>
/// <param name="LeftStrip">Swallows the white space before it.</param>
/// <param name="RightStrip">Swallows the white space after it.</param>
/// <param name="Normalized">Its normalized content is looked for in the normalized text, instead of the content in the text.</param>
public sealed record AddedToken(
    int Id, string Content, bool Special, bool SingleWord, bool LeftStrip, bool RightStrip, bool Normalized);

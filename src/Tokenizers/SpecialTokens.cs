namespace Tito.Tokenizers;

/// <summary>How the encoder reads the text of a special token inside its input.</summary>
public enum SpecialTokens
{
    /// <summary>It becomes the special token's id. For text that a chat template wrote.</summary>
    Parse = 0,

    /// <summary>
    /// It is encoded like any other text and never becomes a special id: for text from outside, where it would be an injection.
    /// Added tokens that are not special (<see cref="AddedToken.Special"/>) still match, as they do in the reference implementation
    /// with its <c>encode_special_tokens</c>.
    /// </summary>
    AsText = 1,
}

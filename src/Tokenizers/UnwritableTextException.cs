namespace Tito.Tokenizers;

/// <summary>A text has a character that the vocabulary cannot write: a byte of it has no token.</summary>
/// <param name="message">Names the character and the byte.</param>
public sealed class UnwritableTextException(string message) : ArgumentException(message);

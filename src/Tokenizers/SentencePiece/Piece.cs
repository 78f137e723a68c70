namespace Tito.Tokenizers.SentencePiece;

/// <summary>One entry of a SentencePiece model; its id is its place.</summary>
/// <param name="Text">The text, with U+2581 for each space.</param>
/// <param name="Score">Of two pieces that text could merge to, the one with the higher score goes first.</param>
/// <param name="Type">What it is for.</param>
internal readonly record struct Piece(string Text, float Score, PieceType Type);

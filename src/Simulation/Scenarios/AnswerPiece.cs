namespace Tito.Simulation.Scenarios;

/// <summary>A marker, or a text between two.</summary>
/// <param name="Marker">The token's id; null for a text.</param>
/// <param name="Text">The text; empty for a marker.</param>
internal readonly record struct AnswerPiece(int? Marker, string Text);

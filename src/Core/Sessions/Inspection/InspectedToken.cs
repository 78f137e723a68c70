namespace Tito.Core.Sessions.Inspection;

/// <summary>One token with its text and its logprob.</summary>
/// <param name="Id">The token id.</param>
/// <param name="Piece">
/// Its own bytes as text, those that are not UTF-8 as <c>\xNN</c>; null when the id is not a token of the served model.
/// </param>
/// <param name="Logprob">The natural logarithm of its sampling probability; null when it was not sampled.</param>
public sealed record InspectedToken(int Id, string? Piece, float? Logprob);

namespace Tito.Core.Tokens;

/// <summary>The place where an engine says that it stopped: at a stop token or at a stop string, one of the two.</summary>
/// <param name="TokenId">The stop token's id, 0 or more; null when it was a text.</param>
/// <param name="Text">The stop string; null when it was a token.</param>
public sealed record StopMatch(int? TokenId, string? Text);

namespace Tito.Core.Verification.Shards;

/// <summary>A token on one side of a difference.</summary>
/// <param name="Id">The token id, 0 or more.</param>
/// <param name="Text">Its text under the present tokenizer; ids outside of the vocabulary say so.</param>
public sealed record FailureToken(int Id, string Text);

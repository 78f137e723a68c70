namespace Tito.Core.Verification.Shards;

/// <summary>A token on one side of a difference.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text under the present tokenizer; ids outside of the vocabulary say so.</param>
public sealed record FailureToken(int Id, string Text);

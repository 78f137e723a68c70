using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Sessions.Inspection;

/// <summary>Consecutive tokens of one turn that have one origin.</summary>
/// <param name="Origin">What produced them.</param>
/// <param name="IsReplaced">
/// Whether they were sampled and then gave way to the next turn's tokens: they are not part of the conversation's buffer, and the run after
/// them begins at the same index.
/// </param>
/// <param name="Start">The index of the first token in the conversation's buffer.</param>
/// <param name="Ids">The ids of its tokens, 1 or more.</param>
/// <param name="Parts">The same tokens as text, in order.</param>
public sealed record TokenRun(TokenOrigin Origin, bool IsReplaced, int Start, ImmutableArray<int> Ids, ImmutableArray<TokenPart> Parts)
{
    /// <summary>Number of tokens, 1 or more.</summary>
    public int Count => Ids.Length;
}

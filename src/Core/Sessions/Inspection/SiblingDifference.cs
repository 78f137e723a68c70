using System.Collections.Immutable;
using Tito.Core.Trajectories;
using Tito.Tokenizers;

namespace Tito.Core.Sessions.Inspection;

/// <summary>How the tokens of two turns in one place differ: those after what both took over from their parent.</summary>
/// <param name="Turn">The turn of the shown conversation.</param>
/// <param name="Other">The turn that it is held against; it continues the same one.</param>
/// <param name="PartAt">The index in both buffers at which they part; where one begins with the other, the end of the shorter.</param>
/// <param name="Runs">The tokens of both, in order.</param>
public sealed record SiblingDifference(Turn Turn, Turn Other, int PartAt, ImmutableArray<DifferenceRun> Runs)
{
    /// <summary>Compares two turns.</summary>
    /// <param name="turn">A turn.</param>
    /// <param name="other">Another one with the same parent.</param>
    /// <param name="tokenizer">The session's tokenizer, or null where it is not served.</param>
    internal static SiblingDifference Of(Turn turn, Turn other, Tokenizer? tokenizer)
    {
        var start = Math.Min(turn.Prefix.Count, other.Prefix.Count);
        var (theirs, ours) = (other.Tokens.ToIds(start), turn.Tokens.ToIds(start));
        var runs = TokenDifference.Of(theirs, ours);
        var same = runs is [{ Side: DifferenceSide.Both } first, ..] ? first.Ids.Length : 0;
        return new(turn, other, start + same, [.. runs.Select(run => new DifferenceRun(run.Side, run.Ids, Text(run.Ids, tokenizer)))]);
    }

    private static string Text(ImmutableArray<int> ids, Tokenizer? tokenizer)
    {
        var text = new TokenText(tokenizer);
        return string.Concat(ids.Select(text.Next)) + text.Rest();
    }
}

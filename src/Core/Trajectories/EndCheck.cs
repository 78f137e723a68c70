using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Level 4 of a turn that is there, read off tokens alone: whatever the session's settings were, they cannot excuse it.</summary>
public static class EndCheck
{
    /// <summary>
    /// Whether the turn before a turn ended as the family ends one: by a stop token of its own, or by one that the splice put there.
    /// </summary>
    /// <param name="turn">The turn whose prompt is looked at.</param>
    /// <param name="ends">The stop tokens of its model.</param>
    /// <returns>Null where nobody can tell: the stop tokens are not known.</returns>
    public static bool? Holds(Turn turn, EndTokens ends) =>
        Holds(turn.Parent, turn.Content.ReplacedCount, turn.Content.PromptSegments, ends);

    /// <summary>The same of a prompt that continues a turn.</summary>
    /// <param name="parent">The turn that is continued, or null for an empty buffer.</param>
    /// <param name="replaced">How many of its last tokens gave way.</param>
    /// <param name="segments">What follows the rest.</param>
    /// <param name="ends">The stop tokens of its model.</param>
    public static bool? Holds(Turn? parent, int replaced, ImmutableArray<TokenSegment> segments, EndTokens ends)
    {
        if (parent is null)
        {
            return true;
        }

        if (!ends.IsKnown)
        {
            return null;
        }

        var end = TurnEnd.Of(parent.Content, ends);
        var first = segments.FirstOrDefault(segment => !segment.Ids.IsEmpty);
        var isPatched = first is { Origin: TokenOrigin.Splice };
        if (end.IsEnd)
        {
            // An opener that the model stopped with may have given way to the one that the messages have, any stop token to another.
            return replaced == end.ExtraCount
                || (replaced == end.ExtraCount + 1 && isPatched && (ends.EndsByOpener || ends.Own.Contains(first!.Ids[0])));
        }

        var closing = ends.ClosingAfter(parent.Tokens.LastId);
        return replaced == 0 && (ends.EndsByOpener ? isPatched
            : closing.IsEmpty || (isPatched && first!.Ids.AsSpan().StartsWith(closing.AsSpan())));
    }
}

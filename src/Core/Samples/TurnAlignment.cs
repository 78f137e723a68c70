using System.Collections.Immutable;
using System.Globalization;

namespace Tito.Core.Samples;

/// <summary>Holds the turns of a path against its accumulated tokens, and finds what each turn keeps of what it sampled.</summary>
/// <remarks>
/// The reference's rule (<c>compute_samples_from_openai_records</c>): from the end of a turn's prompt on, its sampled tokens are
/// matched greedily against the accumulated ones; what does not match is trimmed. Here a token that the next turn replaced is
/// trimmed also where its successor has the same id: the engine consumed the successor, which nobody sampled.
/// </remarks>
internal static class TurnAlignment
{
    /// <summary>The part of each turn that stays.</summary>
    /// <param name="path">Turns from a root on; at least one.</param>
    /// <param name="accumulated">All ids of the path.</param>
    /// <param name="maxTrimTokens">How many trailing tokens a turn but the last may lose.</param>
    /// <exception cref="SampleException">The turns and the accumulated tokens contradict each other.</exception>
    public static ImmutableArray<KeptTurn> Align(ImmutableArray<RecordedTurn> path, ImmutableArray<int> accumulated, int maxTrimTokens)
    {
        var kept = ImmutableArray.CreateBuilder<KeptTurn>(path.Length);
        foreach (var (index, turn) in path.Index())
        {
            RequirePrefix(turn, accumulated);
            var next = index + 1 < path.Length ? path[index + 1] : null;
            kept.Add(new(turn, Matched(turn, next, accumulated, maxTrimTokens), IsCut: false));
        }

        var cursor = kept[^1].EndIndex;
        return cursor == accumulated.Length
            ? kept.DrainToImmutable()
            : throw new SampleException(
                SampleFault.Cursor, $"The {path.Length} turns end at token {cursor}, the accumulated tokens at {accumulated.Length}.");
    }

    private static void RequirePrefix(RecordedTurn turn, ImmutableArray<int> accumulated)
    {
        if (turn.Prompt.FirstDifference(accumulated.AsSpan(), turn.Prompt.Count) is { } index)
        {
            throw new SampleException(
                SampleFault.Prefix,
                $"Turn {turn.Sequence}: its prompt leaves the accumulated tokens at index {index}: expected "
                + $"{(index < accumulated.Length ? accumulated[index].ToString(CultureInfo.InvariantCulture) : "no token")}, found "
                + $"{turn.Prompt.IdAt(index)}.");
        }
    }

    private static int Matched(RecordedTurn turn, RecordedTurn? next, ImmutableArray<int> accumulated, int maxTrimTokens)
    {
        var sampled = turn.Completion.Ids;
        var owned = sampled.AsSpan()[..Math.Max(0, sampled.Length - (next?.ReplacedCount ?? turn.ExtraCount))];
        var matched = owned.CommonPrefixLength(accumulated.AsSpan()[turn.Prompt.Count..]);
        var trimmed = sampled.Length - matched;
        var allowed = turn.ExtraCount + (next is null ? 0 : maxTrimTokens);
        return trimmed <= allowed
            ? matched
            : throw new SampleException(
                SampleFault.Trim,
                $"Turn {turn.Sequence}: of its {sampled.Length} sampled tokens after a prompt of {turn.Prompt.Count}, the last {trimmed} "
                + $"are not in the accumulated tokens; {allowed} may be missing.");
    }
}

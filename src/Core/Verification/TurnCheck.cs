using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Holds a replayed turn against its expectation.</summary>
internal static class TurnCheck
{
    /// <summary>The first difference, or null.</summary>
    /// <param name="index">The turn's place in the file.</param>
    /// <param name="expected">What the oracle says.</param>
    /// <param name="turn">What came of it.</param>
    /// <param name="describe">A token id for people.</param>
    public static ReplayOutcome.Differs? Compare(int index, GoldenTurnExpectation expected, Turn turn, Func<int, string> describe)
    {
        if (CompareTokens(index, expected, turn, describe) is { } tokens)
        {
            return tokens;
        }

        if (expected.ReplacedCount != turn.Content.ReplacedCount)
        {
            return new(index, "replaced_count", $"expected {expected.ReplacedCount}, found {turn.Content.ReplacedCount}.");
        }

        var segments = turn.Tokens.Segments;
        var origins = segments.SelectMany(segment => Enumerable.Repeat(segment.Origin, segment.Ids.Length));
        var expectedOrigins = expected.Origins.SelectMany(run => Enumerable.Repeat(run.Origin, run.Count));
        if (FirstDifference(expectedOrigins, origins) is { } origin)
        {
            return new(index, "origins", origin);
        }

        if (FirstDifference(expected.LossMask, LossMask.Of(segments)) is { } masked)
        {
            return new(index, "loss_mask", masked);
        }

        return expected.Digest == turn.Digest ? null : new(index, "digest", $"expected {expected.Digest}, found {turn.Digest}.");
    }

    /// <summary>The first difference of parent and tokens, or null.</summary>
    /// <inheritdoc cref="Compare"/>
    public static ReplayOutcome.Differs? CompareTokens(
        int index, GoldenTurnExpectation expected, Turn turn, Func<int, string> describe)
    {
        if (expected.Parent != turn.Parent?.Sequence)
        {
            return new(index, "parent", $"expected turn {Name(expected.Parent)}, found {Name(turn.Parent?.Sequence)}.");
        }

        return TokenDifference.Find(expected.TokenIds.AsSpan(), turn.Tokens.ToIds().AsSpan()) is { } difference
            ? new(index, "tokens", difference.Describe(describe)) { Tokens = difference }
            : null;
    }

    /// <summary>A turn by its sequence, or the word for no turn.</summary>
    public static string Name(int? sequence) => sequence is { } turn ? $"{turn}" : "none";

    private static string? FirstDifference<T>(IEnumerable<T> expected, IEnumerable<T> actual) =>
        expected.Zip(actual).Index().Where(pair => !Equals(pair.Item.First, pair.Item.Second))
            .Select(pair => $"token {pair.Index}: expected {pair.Item.First}, found {pair.Item.Second}.").FirstOrDefault();
}

using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Checks;

/// <summary>Holds a committed turn, as the journal has it, against its expectation.</summary>
internal static class TurnCheck
{
    /// <summary>The first difference up to the end; null where there is none. The digest is looked at after the message.</summary>
    /// <param name="step">The step's number.</param>
    /// <param name="expected">What the oracle says.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="describe">An id for people.</param>
    public static ReplayDifference? Find(int step, TurnExpectation expected, Turn turn, Func<int, string> describe)
    {
        var parent = turn.Parent?.Sequence ?? -1;
        if (expected.Parent is { } before && before != parent)
        {
            return Of(ScenarioPlace.Parent, $"expected turn {before}, found {parent}.");
        }

        if (expected.ReplacedCount is { } replaced && replaced != turn.Content.ReplacedCount)
        {
            return Of(ScenarioPlace.Replaced, $"expected {replaced}, found {turn.Content.ReplacedCount}.");
        }

        return FindTokens(step, expected, turn, describe)
            ?? (expected.Origins is { } origins && FindOrigins(origins, turn) is { } origin ? Of(ScenarioPlace.Origins, origin) : null)
            ?? (expected.LossMask is { } mask && FindMask(mask, turn) is { } masked ? Of(ScenarioPlace.Mask, masked) : null)
            ?? (expected.End is { } end && turn.Content.End?.Kind != end
                ? Of(ScenarioPlace.End, $"expected {WireName.Of(end)}, found {End(turn)}.")
                : null);

        ReplayDifference Of(ScenarioPlace at, string detail) => new(step, at, detail) { Turn = turn.Sequence };
    }

    private static string End(Turn turn) => turn.Content.End is { } end ? WireName.Of(end.Kind) : "none";

    /// <summary>Whether the digest differs.</summary>
    public static ReplayDifference? FindDigest(int step, TurnExpectation expected, Turn turn) =>
        expected.Digest is { } digest && digest != turn.Digest
            ? new(step, ScenarioPlace.Digest, $"expected {digest}, found {turn.Digest}.") { Turn = turn.Sequence }
            : null;

    /// <summary>The ids that a turn adds to its prompt.</summary>
    public static ImmutableArray<int> Added(Turn turn) => [.. turn.Content.PromptSegments.SelectMany(segment => segment.Ids)];

    private static ReplayDifference? FindTokens(int step, TurnExpectation expected, Turn turn, Func<int, string> describe)
    {
        var found = Added(turn);
        if (expected.Prompt is { } prompt && TokenDifference.Find(prompt.AsSpan(), found.AsSpan()) is { } difference)
        {
            return new(step, ScenarioPlace.Token, difference.Describe(describe)) { Index = difference.Index, Turn = turn.Sequence };
        }

        foreach (var (name, count, actual) in ((string, int?, int)[])[
            ("prompt", expected.PromptCount, turn.Prompt.Count), ("buffer", expected.TokenCount, turn.Tokens.Count)])
        {
            if (count is { } should && should != actual)
            {
                return new(step, ScenarioPlace.Token, $"expected {should} tokens in the {name}, found {actual}.")
                {
                    Index = Math.Min(should, actual),
                    Turn = turn.Sequence,
                };
            }
        }

        return null;
    }

    private static string? FindOrigins(ImmutableArray<(TokenOrigin Origin, int Count)> expected, Turn turn)
    {
        var found = Segments(turn).Select(segment => (segment.Origin, Count: segment.Ids.Length)).ToImmutableArray();
        return expected.SequenceEqual(found)
            ? null
            : $"expected {Words(expected)}, found {Words(found)}.";
    }

    private static string? FindMask(ImmutableArray<int> expected, Turn turn)
    {
        var found = LossMask.Of([.. Segments(turn)]);
        var at = 0;
        foreach (var (run, count) in expected.Index())
        {
            for (var i = 0; i < count; i++, at++)
            {
                if (at >= found.Length || found[at] != run % 2)
                {
                    return $"token {at}: expected {run % 2}, found {(at < found.Length ? $"{found[at]}" : "no token")}.";
                }
            }
        }

        return at == found.Length ? null : $"expected {at} tokens, found {found.Length}.";
    }

    private static IEnumerable<TokenSegment> Segments(Turn turn) =>
        turn.Content.PromptSegments.Append(turn.Content.Completion).Where(segment => !segment.Ids.IsEmpty);

    private static string Words(IEnumerable<(TokenOrigin Origin, int Count)> runs) =>
        string.Join(", ", runs.Select(run => $"{run.Count} {WireName.Of(run.Origin)}"));
}

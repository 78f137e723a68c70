using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Checks;
using Tito.Replay.Plays;

namespace Tito.Replay.Runs;

/// <summary>Adds to a difference of tokens what a person needs to see it: both sides with their texts, and where they come from.</summary>
internal static class FailureContext
{
    private const int Before = 12;
    private const int After = 20;

    /// <summary>The difference with both sequences, where it names a token.</summary>
    public static ReplayDifference Add(ReplayDifference difference, PlayedScenario played, SessionModel model)
    {
        if (difference is not { At: ScenarioPlace.Token, Index: { } index, Turn: { } sequence, Step: >= 0 }
            || played.Steps[difference.Step].Step.Expected.Turn is not { Prompt: { } prompt } expected)
        {
            return difference;
        }

        var turn = played.Session!.Trajectory.Turns[sequence];
        var prefix = turn.Prefix.ToIds();
        var at = prefix.Length + index;
        var window = Window(
            model, at,
            (prefix.AddRange(prompt), Origins(turn.Prefix, expected.Origins)),
            (turn.Prompt.ToIds(), Origins(turn)));
        return difference with { Tokens = RenderedPlaces.Add(window, turn, played.Scenario.OpenedAt, model) };
    }

    /// <summary>Both sides around a token.</summary>
    public static TokenWindow Window(
        SessionModel model, int at, (ImmutableArray<int> Ids, ImmutableArray<string?> Origins) expected,
        (ImmutableArray<int> Ids, ImmutableArray<string?> Origins) found)
    {
        var start = Math.Max(0, at - Before);
        return new(start, at, Side(model, start, at, expected), Side(model, start, at, found));
    }

    private static ImmutableArray<TokenWindow.Token> Side(
        SessionModel model, int start, int at, (ImmutableArray<int> Ids, ImmutableArray<string?> Origins) side)
    {
        var end = Math.Min(side.Ids.Length, at + After);
        return start >= end ? [] :
        [
            .. Enumerable.Range(start, end - start).Select(i => new TokenWindow.Token(
                side.Ids[i], TextOf(model, side.Ids[i]), i < side.Origins.Length ? side.Origins[i] : null)),
        ];
    }

    private static string TextOf(SessionModel model, int id) => model.HasToken(id) ? model.Decode([id]) : "";

    private static ImmutableArray<string?> Origins(Turn turn) =>
        [.. turn.Prompt.Segments.SelectMany(segment => Enumerable.Repeat(WireName.Of(segment.Origin), segment.Ids.Length))];

    private static ImmutableArray<string?> Origins(TokenBuffer prefix, ImmutableArray<(TokenOrigin Origin, int Count)>? added) =>
    [
        .. prefix.Segments.SelectMany(segment => Enumerable.Repeat(WireName.Of(segment.Origin), segment.Ids.Length)),
        .. (added ?? []).SelectMany(run => Enumerable.Repeat(WireName.Of(run.Origin), run.Count)),
    ];
}

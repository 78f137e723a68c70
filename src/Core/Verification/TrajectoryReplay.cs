using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Replays a golden trajectory through the path of a turn, with the recorded completions in the engine's place.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="renderer">The model's renderer.</param>
/// <param name="splicer">The model's splicer.</param>
/// <param name="comparator">The model's comparator.</param>
public sealed class TrajectoryReplay(ChatRenderer renderer, ITurnSplicer splicer, TokenComparator comparator)
{
    /// <summary>Replays a trajectory and stops at the first difference.</summary>
    /// <param name="golden">The file; it must carry expectations.</param>
    public ReplayOutcome Run(GoldenTrajectory golden)
    {
        if (golden.Family != renderer.Family.Name)
        {
            return new ReplayOutcome.Differs(null, "family", $"The file is of family {golden.Family}, the model of family {renderer.Family.Name}.");
        }

        if (golden.Genesis != renderer.Genesis)
        {
            return new ReplayOutcome.Differs(
                null, "genesis", $"expected {golden.Genesis?.ToString() ?? "nothing (no oracle has seen this recording)"}, found {renderer.Genesis}: "
                + "another tokenizer, template or set of fixed arguments.");
        }

        var trajectory = Trajectory.Start(renderer.Genesis);
        for (var i = 0; i < golden.Turns.Length; i++)
        {
            try
            {
                if (Step(ref trajectory, golden, i) is { } difference)
                {
                    return difference;
                }
            }
            catch (Exception failed) when (failed is MessageException or RenderException)
            {
                return new ReplayOutcome.Differs(i, "request", failed.Message);
            }
        }

        try
        {
            return CompareVerdict(golden, trajectory.Turns[^1]) is { } verdict
                ? verdict
                : new ReplayOutcome.Matched(golden.Turns.Length, trajectory.Turns[^1].Tokens.Count);
        }
        catch (Exception failed) when (failed is MessageException or RenderException)
        {
            return new ReplayOutcome.Differs(null, "comparator", failed.Message);
        }
    }

    private ReplayOutcome.Differs? Step(ref Trajectory trajectory, GoldenTrajectory golden, int index)
    {
        var recorded = golden.Turns[index];
        if (recorded.Expected is not { } expected)
        {
            return new(index, "expected", "The turn has no expectations: run the oracle over the recording first.");
        }

        var request = ReplayRequest.Parse(recorded.Request, renderer.Family);
        var (position, misplaced) = GoldenPosition.Find(index, golden, trajectory, request.Messages, renderer.Family.AppendRoles);
        if (position is null)
        {
            return misplaced;
        }

        if (position.Parent?.Sequence != expected.Parent)
        {
            return new(index, "parent", $"expected turn {TurnCheck.Name(expected.Parent)}, found {TurnCheck.Name(position.Parent?.Sequence)}.");
        }

        var splice = splicer.Splice(new()
        {
            Prefix = position.Parent?.Tokens ?? TokenBuffer.Empty,
            Stored = position.Parent?.Messages ?? [],
            Appended = position.Appended,
            ClosesPrefix = position.Parent is { IsTruncated: true },
            Tools = request.Tools,
            Arguments = request.Arguments,
            Now = golden.OpenedAt,
        });
        if (splice is not SpliceOutcome.Spliced spliced)
        {
            return new(index, "render", "Level 2: the template does not render append-only here.");
        }

        if (TokenDifference.First(expected.TokenIds.AsSpan()[..expected.PromptCount], spliced.PromptIds.AsSpan(), renderer.Describe) is { } prompt)
        {
            return new(index, "tokens", $"prompt, {prompt}");
        }

        if (TurnPlan.Create(
                position, spliced.PromptIds, spliced.Segments, spliced.ReplacedCount, renderer.Family.MaxTrimTokens) is not PlanOutcome.Planned(var plan))
        {
            return new(index, "tokens", "Level 3: the prompt does not begin with the stored tokens.");
        }

        trajectory = trajectory.Append(plan.Parent, GoldenTurnContent.Of(recorded, plan.Appended, plan.PromptSegments, plan.ReplacedCount, Exchange(recorded, golden)));
        var turn = trajectory.Turns[^1];
        return TurnCheck.Compare(index, expected, turn, renderer.Describe)
            ?? (recorded.Recorded is { } record && record.Digest != turn.Digest
                ? new(index, "recorded", $"The session recorded digest {record.Digest}, found {turn.Digest}.")
                : null);
    }

    private ReplayOutcome.Differs? CompareVerdict(GoldenTrajectory golden, Turn last)
    {
        var request = ReplayRequest.Parse(golden.Turns[^1].Request, renderer.Family);
        var fresh = renderer.Encode(renderer.Render(new()
        {
            Messages = last.Messages,
            Tools = request.Tools,
            Arguments = request.Arguments,
            AddGenerationPrompt = false,
            Now = golden.OpenedAt,
        }));
        var found = comparator.Compare(fresh.AsSpan(), last.Tokens.ToIds().AsSpan());
        var expected = golden.Mismatches ?? [];
        return found.Select(mismatch => mismatch.Type).SequenceEqual(expected)
            ? null
            : new(null, "comparator", $"expected [{string.Join(", ", expected)}], found [{string.Join("; ", found.Select(mismatch => $"{mismatch.Type}: {mismatch.Detail}"))}].");
    }

    private static TurnExchange Exchange(GoldenTurn recorded, GoldenTrajectory golden) => new()
    {
        RequestedAt = golden.OpenedAt,
        CompletedAt = golden.OpenedAt,
        Request = JsonElement.Parse("{}"),
        Response = JsonElement.Parse("{}"),
        WeightVersion = recorded.WeightVersion,
    };
}

using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Replays a golden trajectory through the path of a turn, with the recorded completions in the engine's place.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The model; its assets must be those that the file was recorded with.</param>
public sealed class TrajectoryReplayer(SessionModel model)
{
    private readonly PromptMaker _prompts = PromptMaker.ForRecords(model);

    /// <summary>Replays a trajectory and stops at the first difference.</summary>
    /// <param name="golden">
    /// The file. What the oracle has computed is held against the replay, and so is what a journal recorded; what neither says is told.
    /// </param>
    public ReplayOutcome Run(GoldenTrajectory golden)
    {
        if (golden.Family != model.Family.Name)
        {
            return new ReplayOutcome.Differs(
                null, "family", $"The file is of family {golden.Family}, the model of family {model.Family.Name}.");
        }

        var first = golden.Genesis ?? golden.Recorded?.Genesis;
        if (first is { } genesis && genesis != model.Genesis && model.For(genesis) is { } earlier)
        {
            return new TrajectoryReplayer(earlier).Run(golden);
        }

        return first is null || first == model.Genesis
            ? Replay(golden, tokensAlone: false)
            : new ReplayOutcome.Differs(
                null, "genesis",
                $"expected {first}, found {model.Genesis}: another tokenizer, template or set of fixed arguments.");
    }

    /// <summary>
    /// What another tokenizer, template or set of fixed arguments does to a trajectory: replays it whatever its genesis is, and holds the
    /// tokens alone against the file.
    /// </summary>
    /// <param name="golden">The file; it must carry expectations, and be of the model's family.</param>
    public ReplayOutcome RunAcross(GoldenTrajectory golden) => Replay(golden, tokensAlone: true);

    /// <summary>The ids of the prompt of a turn as they are made now, whatever the genesis; null where none is made.</summary>
    /// <param name="golden">The file.</param>
    /// <param name="index">The turn's place in the file, before which no token differs.</param>
    internal ImmutableArray<int>? PromptAcross(GoldenTrajectory golden, int index)
    {
        var trajectory = Trajectory.Start(model.Genesis);
        for (var i = 0; ; i++)
        {
            var request = RecordedRequest.Read(golden.Turns[i].Request, inputsApart: true);
            if (GoldenPosition.Find(trajectory, golden.Turns[i].Recorded) is not { } present
                || _prompts.Plan(golden.Settings, golden.OpenedAt, present, request.Messages, request.Inputs)
                    is not PlanOutcome.Planned(var plan))
            {
                return null;
            }

            if (i == index)
            {
                return plan.Prompt.Ids;
            }

            trajectory = trajectory.Commit(plan, golden.Turns[i].Answer(Exchange(golden.Turns[i], golden)));
        }
    }

    private ReplayOutcome Replay(GoldenTrajectory golden, bool tokensAlone)
    {
        var trajectory = Trajectory.Start(model.Genesis);
        for (var i = 0; i < golden.Turns.Length; i++)
        {
            try
            {
                if (Step(ref trajectory, golden, i, tokensAlone) is { } difference)
                {
                    return difference;
                }
            }
            catch (Exception failed) when (failed is MessageException or RenderException)
            {
                return new ReplayOutcome.Differs(i, "request", failed.Message);
            }
        }

        if (!tokensAlone && GoldenTip.FindOther(golden, trajectory) is var (place, detail))
        {
            return new ReplayOutcome.Differs(null, place == "recorded.tip" ? "recorded" : "digest", $"{place} {detail}");
        }

        try
        {
            return !tokensAlone && CompareVerdict(golden, trajectory.Turns[^1]) is { } verdict
                ? verdict
                : new ReplayOutcome.Matched(golden.Turns.Length, trajectory.Turns[^1].Tokens.Count) { NotExpected = NotExpected(golden) };
        }
        catch (Exception failed) when (failed is MessageException or RenderException)
        {
            return new ReplayOutcome.Differs(null, "comparator", failed.Message);
        }
    }

    /// <summary>Takes the next turn, or says how it differs.</summary>
    private ReplayOutcome.Differs? Step(ref Trajectory trajectory, GoldenTrajectory golden, int index, bool tokensAlone)
    {
        var recorded = golden.Turns[index];
        var expected = recorded.Expected;
        var request = RecordedRequest.Read(recorded.Request, inputsApart: true);
        if (GoldenPosition.Find(trajectory, recorded.Recorded) is not { } present)
        {
            return new(index, "recorded", $"The turn continues turn {recorded.Recorded!.Parent}, which is not before it.");
        }

        var planned = _prompts.Plan(golden.Settings, golden.OpenedAt, present, request.Messages, request.Inputs);
        if (planned is not PlanOutcome.Planned(var plan))
        {
            return Refused(index, recorded, ((PlanOutcome.Refused)planned).Refusal);
        }

        if (recorded.Recorded is { } at && at.Parent != plan.Parent?.Sequence)
        {
            return new(
                index, "recorded",
                $"Level 1: the request's messages do not continue turn {TurnCheck.Name(at.Parent)}, which the turn continued by its "
                + "record.");
        }

        if (expected is not null && plan.Parent?.Sequence != expected.Parent)
        {
            return new(index, "parent", $"expected turn {TurnCheck.Name(expected.Parent)}, found {TurnCheck.Name(plan.Parent?.Sequence)}.");
        }

        foreach (var ids in PromptsOf(recorded, plan))
        {
            if (TokenDifference.Find(ids.AsSpan(), plan.Prompt.Ids.AsSpan()) is { } prompt)
            {
                return new(index, "tokens", $"prompt, {prompt.Describe(model.Renderer.Describe)}") { Tokens = prompt };
            }
        }

        trajectory = trajectory.Commit(plan, recorded.Answer(Exchange(recorded, golden)));
        var turn = trajectory.Turns[^1];
        var difference = expected is null ? null
            : tokensAlone
            ? TurnCheck.CompareTokens(index, expected, turn, model.Renderer.Describe)
            : TurnCheck.Compare(index, expected, turn, model.Renderer.Describe);
        return difference
            ?? (!tokensAlone && recorded.Recorded is { } record && record.Digest != turn.Digest
                ? new(index, "recorded", $"The session recorded digest {record.Digest}, found {turn.Digest}.")
                : null);
    }

    /// <summary>The prompt that the oracle expects, and the recorded one, as far as anybody said them.</summary>
    private static IEnumerable<ImmutableArray<int>> PromptsOf(GoldenTurn turn, TurnPlan plan)
    {
        if (turn.Expected is { } expected)
        {
            yield return expected.TokenIds[..expected.PromptCount];
        }

        if (turn.Recorded is { } record)
        {
            yield return plan.Parent is { Tokens: var buffer }
                ? [.. buffer.Take(Math.Max(0, buffer.Count - record.ReplacedCount)).ToIds(), .. Added(record)]
                : [.. Added(record)];
        }
    }

    private static IEnumerable<int> Added(GoldenTurnRecord record) => record.PromptSegments.SelectMany(segment => segment.Ids);

    private static ImmutableArray<string> NotExpected(GoldenTrajectory golden)
    {
        var missing = golden.Turns.Index().Where(turn => turn.Item.Expected is null)
            .Select(turn => turn.Item.Recorded is null ? $"turn {turn.Index}" : $"turn {turn.Index}, beyond its record")
            .ToImmutableArray();
        return golden.Mismatches is null ? missing.Add("the comparator's verdict") : missing.IsEmpty ? [] : missing;
    }

    private static ReplayOutcome.Differs Refused(int index, GoldenTurn recorded, PromptRefusal refusal) => new(
        index,
        refusal.Fault switch
        {
            PromptFault.Invalid or PromptFault.TemplateFailed => "request",
            PromptFault.NotAppendOnly => "render",
            PromptFault.PrefixBroken => "tokens",
            _ => recorded.Recorded is null ? "history" : "recorded",
        },
        refusal.Message);

    private ReplayOutcome.Differs? CompareVerdict(GoldenTrajectory golden, Turn last)
    {
        if (golden.Mismatches is not { } expected)
        {
            return null;
        }

        var fresh = FreshTokens.Of(model, last, golden.OpenedAt);
        var found = model.Comparator.Compare(fresh.AsSpan(), last.Tokens.ToIds().AsSpan());
        return found.Select(mismatch => mismatch.Type).SequenceEqual(expected)
            ? null
            : new(
                null, "comparator",
                $"expected [{string.Join(", ", expected)}], found "
                + $"[{string.Join("; ", found.Select(mismatch => $"{mismatch.Type}: {mismatch.Detail}"))}].");
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

using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// Makes the turns of a recording that comes from no journal: each goes the way of a live one, with its completion in the engine's place.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The served model; it must be the recording's.</param>
public sealed class PlannedTrajectory(SessionModel model)
{
    private readonly PromptMaker _prompts = new(model);

    /// <summary>The recording's turns, held against the file's expectations where it has some.</summary>
    /// <param name="golden">A file without records.</param>
    /// <exception cref="GoldenFormatException">
    /// A turn could not have been taken, or comes to something else; it names the place.
    /// </exception>
    public Trajectory Make(GoldenTrajectory golden)
    {
        if (golden.Family != model.Family.Name)
        {
            throw new GoldenFormatException(
                "family",
                $"is {golden.Family}, and the model is of family {model.Family.Name}. Name the family with --family or --family-file.");
        }

        if (golden.Genesis is { } expected && expected != model.Genesis)
        {
            if (model.For(expected) is { } earlier)
            {
                return new PlannedTrajectory(earlier).Make(golden);
            }

            throw new GoldenFormatException(
                "expected.genesis",
                $"is {expected}, and the model's is {model.Genesis}: another tokenizer, template or set of fixed arguments.");
        }

        var trajectory = Trajectory.Start(model.Genesis);
        for (var i = 0; i < golden.Turns.Length; i++)
        {
            trajectory = Append(trajectory, golden, i);
        }

        return GoldenTip.FindOther(golden, trajectory) is var (place, detail)
            ? throw new GoldenFormatException(place, detail)
            : trajectory;
    }

    private Trajectory Append(Trajectory trajectory, GoldenTrajectory golden, int index)
    {
        var (turn, at) = (golden.Turns[index], $"turns[{index}]");
        try
        {
            var request = RecordedRequest.Read(turn.Request, inputsApart: true);
            request.RequireArguments();
            var grown = _prompts.Plan(golden.Settings, golden.OpenedAt, trajectory, request.Messages, request.Inputs) switch
            {
                PlanOutcome.Planned(var plan) => trajectory.Commit(plan, turn.Answer(Exchange(turn, request.Fields, golden.OpenedAt))),
                PlanOutcome.Refused(var refusal) => throw new GoldenFormatException($"{at}.request", refusal.Message),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            return turn.Expected is { } expected
                && TurnCheck.Compare(index, expected, grown.Turns[^1], model.Renderer.Describe) is { } difference
                ? throw new GoldenFormatException($"{at}.expected", $"{difference.What}, {difference.Detail}")
                : grown;
        }
        catch (MessageException wrong)
        {
            throw new GoldenFormatException(at, wrong.Message, wrong);
        }
    }

    /// <summary>A recording knows neither the times nor the engine's answer.</summary>
    private static TurnExchange Exchange(GoldenTurn turn, JsonElement fields, DateTimeOffset openedAt) => new()
    {
        RequestedAt = openedAt,
        CompletedAt = openedAt,
        Request = fields,
        Response = JsonElement.Parse("{}"),
        WeightVersion = turn.WeightVersion,
        WeightSpans = turn.WeightSpans,
    };
}

using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// Takes the turns of a recorded session again with whatever model there is: its prompts are made anew, its completions are the recorded
/// ones. Nothing of what the file expects is asked for.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The model; it need not be the recording's.</param>
public sealed class TrajectoryRetaker(SessionModel model)
{
    private readonly PromptMaker _prompts = PromptMaker.ForRecords(model);

    /// <summary>Takes all turns.</summary>
    /// <param name="golden">The file.</param>
    /// <param name="asItWas">
    /// The session's turns under another model, which stand in for those that this one refuses, so that later turns keep their places; null
    /// to stop at the first refusal.
    /// </param>
    public RetakenTrajectory Run(GoldenTrajectory golden, Trajectory? asItWas)
    {
        var trajectory = Trajectory.Start(model.Genesis);
        var refusals = ImmutableArray.CreateBuilder<string?>(golden.Turns.Length);
        for (var i = 0; i < golden.Turns.Length; i++)
        {
            var refusal = Take(ref trajectory, golden, i);
            refusals.Add(refusal);
            if (refusal is null)
            {
                continue;
            }

            if (asItWas is null)
            {
                break;
            }

            var stored = asItWas.Turns[i];
            trajectory = trajectory.Restore(stored.Parent is { } parent ? trajectory.Turns[parent.Sequence] : null, stored.Content);
        }

        return new(trajectory, refusals.ToImmutable());
    }

    private string? Take(ref Trajectory trajectory, GoldenTrajectory golden, int index)
    {
        var recorded = golden.Turns[index];
        try
        {
            var request = RecordedRequest.Read(recorded.Request, inputsApart: true);
            if (GoldenPosition.Find(trajectory, recorded.Recorded) is not { } present)
            {
                return $"The turn continues turn {recorded.Recorded!.Parent}, which is not before it.";
            }

            var planned = _prompts.Plan(golden.Settings, golden.OpenedAt, present, request.Messages, request.Inputs);
            if (planned is not PlanOutcome.Planned(var plan))
            {
                return ((PlanOutcome.Refused)planned).Refusal.Message;
            }

            trajectory = trajectory.Commit(plan, recorded.Answer(new()
            {
                RequestedAt = golden.OpenedAt,
                CompletedAt = golden.OpenedAt,
                Request = JsonElement.Parse("{}"),
                Response = JsonElement.Parse("{}"),
                WeightVersion = recorded.WeightVersion,
            }));
            return null;
        }
        catch (Exception failed) when (failed is MessageException or RenderException)
        {
            return failed.Message;
        }
    }
}

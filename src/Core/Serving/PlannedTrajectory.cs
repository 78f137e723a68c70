using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Verification;

namespace Tito.Core.Serving;

/// <summary>Makes the turns of a recording that comes from no journal: each goes the way of a live one, with its completion in the engine's place.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The served model; it must be the recording's.</param>
public sealed class PlannedTrajectory(SessionModel model)
{
    private readonly TurnPlanner _planner = new(model);

    /// <summary>The recording's turns, held against the file's expectations where it has some.</summary>
    /// <param name="golden">A file without records.</param>
    /// <exception cref="GoldenFormatException">A turn could not have been taken, or comes to something else; it names the place.</exception>
    public Trajectory Make(GoldenTrajectory golden)
    {
        if (golden.Family != model.Family.Name)
        {
            throw new GoldenFormatException("family", $"is {golden.Family}, and the model is of family {model.Family.Name}. Name the family with --family or --family-file.");
        }

        if (golden.Genesis is { } expected && expected != model.Genesis)
        {
            throw new GoldenFormatException("expected.genesis", $"is {expected}, and the model's is {model.Genesis}: another tokenizer, template or set of fixed arguments.");
        }

        var session = JournaledSession.Start(new()
        {
            SessionId = "",
            Family = golden.Family,
            Settings = golden.Settings,
            Genesis = model.Genesis,
            CreatedAt = golden.OpenedAt,
            LastUsedAt = golden.OpenedAt,
        });
        for (var i = 0; i < golden.Turns.Length; i++)
        {
            session = session with { Trajectory = Append(session, golden, i) };
        }

        return session.Trajectory;
    }

    private Trajectory Append(JournaledSession session, GoldenTrajectory golden, int index)
    {
        var (turn, at) = (golden.Turns[index], $"turns[{index}]");
        try
        {
            var grown = _planner.Prepare(session, ChatRequest.Parse(turn.Request)) switch
            {
                TurnPreparation.Ready ready => session.Trajectory.Append(
                    ready.Plan.Parent,
                    GoldenTurnContent.Of(turn, ready.Plan.Appended, ready.Plan.PromptSegments, ready.Plan.ReplacedCount, Exchange(turn, ready.Body, golden.OpenedAt))),
                TurnPreparation.Failed failed => throw new GoldenFormatException($"{at}.request", failed.Problem.Message),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            return turn.Expected is { } expected && TurnCheck.Compare(index, expected, grown.Turns[^1], model.Renderer.Describe) is { } difference
                ? throw new GoldenFormatException($"{at}.expected", $"{difference.What}, {difference.Detail}")
                : grown;
        }
        catch (MessageException wrong)
        {
            throw new GoldenFormatException(at, wrong.Message, wrong);
        }
    }

    /// <summary>A recording knows neither the times nor the engine's answer: what it knows of them stands in the form that records have.</summary>
    private static TurnExchange Exchange(GoldenTurn turn, JsonElement body, DateTimeOffset openedAt) => new()
    {
        RequestedAt = openedAt,
        CompletedAt = openedAt,
        Request = RecordJson.StripRequest(body),
        Response = JsonElement.Parse(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = JsonObject.Create(turn.Message),
                ["finish_reason"] = turn.FinishReason,
                ["meta_info"] = new JsonObject(),
            }),
        }.ToJsonString()),
        WeightVersion = turn.WeightVersion,
    };
}

using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Items;
using Tito.Replay.Models;

namespace Tito.Replay.Runs;

/// <summary>Replays golden trajectories and exports, by the path of a turn.</summary>
internal static class TrajectoryReplay
{
    private const string Kind = "trajectory";

    /// <summary>Replays one.</summary>
    public static ReplayResult Run(ReplayItem item, GoldenTrajectory golden, ReplayModels models)
    {
        var result = new ReplayResult { Item = item, Family = golden.Family, Kind = Kind, Turns = golden.Turns.Length };
        switch (new TrajectoryReplayer(models.OfFamily(golden.Family)).Run(golden))
        {
            case ReplayOutcome.Matched matched:
                return result with { Turns = matched.TurnCount, Tokens = matched.TokenCount, NotExpected = matched.NotExpected };
            case ReplayOutcome.Differs differs:
                var place = Place(differs.What);
                return result with
                {
                    Difference = new(differs.TurnIndex ?? -1, place, differs.Detail)
                    {
                        Index = differs.Tokens?.Index,
                        Turn = differs.TurnIndex,
                        What = differs.What,
                    },
                    Cause = CauseText.Of(new(-1, place, "")),
                };
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static ScenarioPlace Place(string what) => what switch
    {
        "genesis" or "family" => ScenarioPlace.Genesis,
        "tokens" => ScenarioPlace.Token,
        "origins" => ScenarioPlace.Origins,
        "loss_mask" => ScenarioPlace.Mask,
        "replaced_count" => ScenarioPlace.Replaced,
        "digest" or "recorded" => ScenarioPlace.Digest,
        "comparator" => ScenarioPlace.Mismatches,
        "parent" or "history" => ScenarioPlace.Parent,
        _ => ScenarioPlace.Format,
    };
}

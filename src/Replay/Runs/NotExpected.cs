using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Runs;

/// <summary>What a scenario does not expect, because no oracle has computed it.</summary>
internal static class NotExpected
{
    /// <summary>The fields, each with its place; empty where everything is expected.</summary>
    public static ImmutableArray<string> Of(GoldenScenario scenario)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, step) in scenario.Steps.Index())
        {
            if (step.Do == ScenarioAction.Turn && step.Expected is { Error: null, Repeats: null } expected)
            {
                Look(missing, $"step {index}", ("turn", expected.Turn), ("message", expected.Message));
                if (expected.Turn is { } turn)
                {
                    Look(
                        missing, $"step {index}, turn",
                        ("parent", turn.Parent), ("replaced_count", turn.ReplacedCount), ("prompt", turn.Prompt), ("origins", turn.Origins),
                        ("loss_mask", turn.LossMask), ("end", turn.End), ("digest", turn.Digest));
                }
            }
        }

        var session = scenario.Expected;
        Look(missing, "session", ("genesis", session.Genesis), ("digest", session.Digest), ("mismatches", session.Mismatches));
        return missing.ToImmutable();
    }

    private static void Look(ImmutableArray<string>.Builder missing, string place, params (string Name, object? Value)[] fields) =>
        missing.AddRange(fields.Where(field => field.Value is null).Select(field => $"{place}: {field.Name}"));
}

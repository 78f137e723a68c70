using Tito.Core.Messages;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Checks;
using Tito.Replay.Runs;

namespace Tito.Replay.Reports;

/// <summary>A result in a sentence.</summary>
internal static class ResultText
{
    private const int Shown = 3;

    /// <summary>The sentence.</summary>
    public static string Of(ReplayResult result) => result switch
    {
        { Difference: { } difference } =>
            $"{Place(difference)}, {difference.What ?? WireName.Of(difference.At)}: {difference.Detail}",
        { FailedAsNamed: { } named } =>
            $"fails as it should, at {WireName.Of(named.At)}{(named.Step < 0 ? "" : $" of step {named.Step}")}",
        { NotExpected: { IsEmpty: false } missing } =>
            $"{Counts(result)}; not expected: {string.Join(", ", missing.Take(Shown))}"
            + (missing.Length > Shown ? $" and {missing.Length - Shown} more" : ""),
        _ => Counts(result),
    };

    private static string Place(ReplayDifference difference) => difference switch
    {
        { What: not null, Turn: { } turn } => $"turn {turn}",
        { Step: >= 0 } => $"step {difference.Step}",
        { At: ScenarioPlace.Format } => "file",
        _ => "session",
    };

    private static string Counts(ReplayResult result) => $"{result.Turns} turns, {result.Tokens} tokens";
}

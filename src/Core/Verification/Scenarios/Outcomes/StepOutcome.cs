using System.Globalization;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification.Scenarios.Outcomes;

/// <summary>What came of a step.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Do">What was done.</param>
/// <param name="Status">The HTTP status of the answer; that of its error where a stream had begun.</param>
/// <param name="Error">The code of the error, or null.</param>
/// <param name="Repeats">The step whose answer was told again, or null.</param>
/// <param name="Turn">The turn that was committed, or null.</param>
public sealed record StepOutcome(ScenarioAction Do, int Status, string? Error, int? Repeats, Turn? Turn)
{
    /// <summary>The step's line of a manifest's digest, without the line feed.</summary>
    public string Line
    {
        get
        {
            var start = string.Create(CultureInfo.InvariantCulture, $"{WireName.Of(Do)}\t{Status}");
            return Repeats is { } step ? string.Create(CultureInfo.InvariantCulture, $"{start}\trepeats\t{step}")
                : Error is not null ? $"{start}\t{Error}"
                : Turn is { } turn ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{start}\t{turn.Parent?.Sequence ?? -1}\t{turn.Content.ReplacedCount}\t{turn.Prompt.Count}\t{turn.Tokens.Count}"
                    + $"\t{End(turn)}\t{turn.Digest}")
                : start;
        }
    }

    private static string End(Turn turn) => turn.Content.End is { } end ? WireName.Of(end.Kind) : "";
}

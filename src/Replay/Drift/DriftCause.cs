using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Replay.Checks;
using Tito.Replay.Runs;

namespace Tito.Replay.Drift;

/// <summary>What most likely makes a prompt another one.</summary>
internal static class DriftCause
{
    /// <summary>A sentence.</summary>
    /// <param name="old">The turn under the old setup.</param>
    /// <param name="oldModel">The old setup's model.</param>
    /// <param name="new">The turn under the new one.</param>
    /// <param name="newModel">The new setup's model.</param>
    /// <param name="at">The first difference.</param>
    /// <param name="openedAt">When the session was opened.</param>
    public static string Of(Turn old, SessionModel oldModel, Turn @new, SessionModel newModel, DriftPlace at, DateTimeOffset openedAt)
    {
        if (old.Parent?.Sequence != @new.Parent?.Sequence)
        {
            return $"The turn continues {TurnName(@new)}, and {TurnName(old)} before: the matcher or the policy.";
        }

        if (old.Content.ReplacedCount != @new.Content.ReplacedCount || Spliced(old, oldModel) != Spliced(@new, newModel))
        {
            return "The family's boundary rule, or its stop tokens.";
        }

        if (AddedText(old, oldModel) == AddedText(@new, newModel))
        {
            return "The tokenizer: the same text in other tokens.";
        }

        return "The template"
            + (RenderedPlaces.Add(new TokenWindow(at.Index, at.Index, [], []), @new, openedAt, newModel) is { TemplateLine: { } line } place
                ? $", or {place.Message}: {line}"
                : ", or a message that it renders.");
    }

    private static string TurnName(Turn turn) => turn.Parent is { } parent ? $"turn {parent.Sequence}" : "no turn";

    private static string Spliced(Turn turn, SessionModel model) => string.Concat(turn.Content.PromptSegments
        .Where(segment => segment.Origin == TokenOrigin.Splice)
        .Select(segment => DriftPlaces.Text(segment.Ids.AsSpan(), model.Renderer.Tokenizer)));

    private static string AddedText(Turn turn, SessionModel model) =>
        string.Concat(turn.Content.PromptSegments.Select(segment => DriftPlaces.Text(segment.Ids.AsSpan(), model.Renderer.Tokenizer)));
}

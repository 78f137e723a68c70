using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Verification.Conformance;

namespace Tito.Replay.Conformance;

/// <summary>Names why a prompt is another one, from the texts of both sides.</summary>
internal static class CauseFinder
{
    private const int Ending = 16; // Characters by which a completion is known whose message has none of its text.
    private const int Slack = 64; // Characters that markers around a turn may take.

    /// <summary>The cause of the first difference.</summary>
    /// <param name="model">The vector's model.</param>
    /// <param name="expected">The prompt as it should be.</param>
    /// <param name="found">The prompt as it arrived.</param>
    /// <param name="index">The first token that differs.</param>
    /// <param name="spans">The completions that the prompt has to hold.</param>
    public static BreakCause Find(
        SessionModel model, ImmutableArray<int> expected, ImmutableArray<int> found, int index, ImmutableArray<CompletionSpan> spans)
    {
        if (found.Any(id => !model.HasToken(id)))
        {
            return BreakCause.Other;
        }

        var span = spans.FirstOrDefault(span => span.End > index);
        var from = Math.Min(index, span?.Start ?? index);
        var rest = model.Decode(found.AsSpan()[from..]);
        if (rest == model.Decode(expected.AsSpan()[from..]))
        {
            return BreakCause.Retokenized;
        }

        return span is null ? BreakCause.Template : OfCompletion(
            model.Decode(expected.AsSpan()[from..Math.Min(span.Start, expected.Length)]),
            model.Decode(expected.AsSpan()[Math.Min(span.Start, expected.Length)..Math.Min(span.End, expected.Length)]),
            rest, span.Said);
    }

    /// <summary>Why a completion is not there as it was sampled.</summary>
    /// <param name="before">The text from the first difference to the completion.</param>
    /// <param name="completion">The text that should follow.</param>
    /// <param name="rest">What came in the place of both.</param>
    /// <param name="said">What the completion says.</param>
    private static BreakCause OfCompletion(string before, string completion, string rest, SaidMessage? said)
    {
        var near = rest[..Math.Min(rest.Length, before.Length + completion.Length + Slack)];
        var marks = Marks(said).Where(mark => Holds(completion, mark)).DefaultIfEmpty(completion[^Math.Min(Ending, completion.Length)..])
            .ToImmutableArray();
        if (!marks.All(mark => Holds(near, mark)))
        {
            return BreakCause.TurnLost;
        }

        // Reasoning comes before what it leads to; the same words may come again later.
        var lead = near[..marks.Min(mark => near.IndexOf(mark, StringComparison.Ordinal))];
        if (said?.Reasoning?.Trim() is { Length: > 0 } thought && Holds(completion, thought) && !Holds(lead, thought))
        {
            return BreakCause.ReasoningDropped;
        }

        return rest.StartsWith(before + completion, StringComparison.Ordinal) ? BreakCause.Retokenized : BreakCause.Rerendered;
    }

    private static IEnumerable<string> Marks(SaidMessage? said) => said is null ? []
        : said.Calls.Select(call => call.Name).Append(said.Content.Trim()).Where(mark => mark.Length > 0);

    private static bool Holds(string text, string mark) => text.Contains(mark, StringComparison.Ordinal);
}

using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// A turn that may be sent to an engine: level 3 of append-only held for its prompt. A plan can only be made by that check, and a
/// turn can only be committed from a plan.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TurnPlan
{
    private TurnPlan(
        PositionOutcome.Positioned position, ImmutableArray<int> promptIds, ImmutableArray<TokenSegment> segments, int replacedCount) =>
        (Parent, Appended, PromptIds, PromptSegments, ReplacedCount) =
            (position.Parent, position.Appended, promptIds, segments, replacedCount);

    /// <summary>The turn that is continued, or null.</summary>
    public Turn? Parent { get; }

    /// <summary>The messages beyond the parent's path.</summary>
    public ImmutableArray<ChatMessage> Appended { get; }

    /// <summary>The ids that the engine receives: what is left of the parent's buffer, then the segments.</summary>
    public ImmutableArray<int> PromptIds { get; }

    /// <summary>The tokens beyond what is left of the parent's buffer.</summary>
    public ImmutableArray<TokenSegment> PromptSegments { get; }

    /// <summary>How many of the last tokens of the parent's completion give way to the segments, 0 or more.</summary>
    public int ReplacedCount { get; }

    /// <summary>Checks a prompt against the buffer that it must continue.</summary>
    /// <param name="position">Where the request continues the trajectory.</param>
    /// <param name="promptIds">All ids of the prompt.</param>
    /// <param name="segments">Which of them are new, and what produced them; none of them sampled.</param>
    /// <param name="replacedCount">How many of the buffer's last tokens the splice replaced, 0 or more.</param>
    /// <param name="maxReplaced">How many it may replace, 0 or more; never more than the parent's completion has.</param>
    /// <returns>A plan, or the first token in which the prompt leaves the buffer or the segments.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of the two counts is negative.</exception>
    public static PlanOutcome Create(
        PositionOutcome.Positioned position,
        ImmutableArray<int> promptIds,
        ImmutableArray<TokenSegment> segments,
        int replacedCount,
        int maxReplaced)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replacedCount);
        ArgumentOutOfRangeException.ThrowIfNegative(maxReplaced);
        var stored = position.Parent?.Tokens ?? TokenBuffer.Empty;
        var tolerated = Math.Min(maxReplaced, position.Parent?.Content.Completion.Ids.Length ?? 0);
        var kept = stored.Count - Math.Min(replacedCount, tolerated);
        if (stored.FirstDifference(promptIds.AsSpan(), kept) is { } lost)
        {
            return Broken(lost, stored);
        }

        if (replacedCount > tolerated)
        {
            // The ids may agree by chance; what the splice says that it dropped had to stay all the same.
            return Broken(Math.Max(0, stored.Count - replacedCount), stored);
        }

        // What had to stay is there, so what remains to compare is new in this turn.
        var expected = segments.Aggregate(stored.Take(kept), (buffer, segment) => buffer.Append(segment));
        if (expected.FirstDifference(promptIds.AsSpan(), expected.Count) is { } wrong)
        {
            return Broken(wrong, expected);
        }

        return promptIds.Length > expected.Count
            ? Broken(expected.Count, expected)
            : new PlanOutcome.Planned(new(position, promptIds, segments, replacedCount));

        PlanOutcome.PrefixBroken Broken(int index, TokenBuffer buffer) =>
            new(index, buffer.IdAt(index), index < promptIds.Length ? promptIds[index] : null, kept);
    }
}

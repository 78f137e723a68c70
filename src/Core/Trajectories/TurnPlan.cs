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
    private TurnPlan(Turn? parent, ImmutableArray<ChatMessage> appended, ImmutableArray<int> promptIds, ImmutableArray<TokenSegment> segments) =>
        (Parent, Appended, PromptIds, PromptSegments) = (parent, appended, promptIds, segments);

    /// <summary>The turn that is continued, or null.</summary>
    public Turn? Parent { get; }

    /// <summary>The messages beyond the parent's path.</summary>
    public ImmutableArray<ChatMessage> Appended { get; }

    /// <summary>The ids that the engine receives: the parent's buffer, then the segments.</summary>
    public ImmutableArray<int> PromptIds { get; }

    /// <summary>The tokens beyond the parent's buffer.</summary>
    public ImmutableArray<TokenSegment> PromptSegments { get; }

    /// <summary>Checks a prompt against the buffer that it must continue.</summary>
    /// <param name="position">Where the request continues the trajectory.</param>
    /// <param name="promptIds">All ids of the prompt.</param>
    /// <param name="segments">Which of them are new, and what produced them; none of them sampled.</param>
    /// <returns>A plan, or the first token in which the prompt leaves the buffer or the segments.</returns>
    public static PlanOutcome Create(
        PositionOutcome.Positioned position, ImmutableArray<int> promptIds, ImmutableArray<TokenSegment> segments)
    {
        var prefix = position.Parent?.Tokens ?? TokenBuffer.Empty;
        var expected = segments.Aggregate(prefix, (buffer, segment) => buffer.Append(segment));
        if (prefix.FirstDifference(promptIds.AsSpan(), prefix.Count) is { } lost)
        {
            return Broken(lost, prefix);
        }

        // The prefix holds, so what remains to compare is new in this turn.
        if (expected.FirstDifference(promptIds.AsSpan(), expected.Count) is { } wrong)
        {
            return Broken(wrong, expected);
        }

        return promptIds.Length > expected.Count
            ? Broken(expected.Count, expected)
            : new PlanOutcome.Planned(new(position.Parent, position.Appended, promptIds, segments));

        PlanOutcome.PrefixBroken Broken(int index, TokenBuffer stored) =>
            new(index, stored.IdAt(index), index < promptIds.Length ? promptIds[index] : null, prefix.Count);
    }
}

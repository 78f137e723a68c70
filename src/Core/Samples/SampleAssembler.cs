using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>Makes the training sample of a path. Tokens come from the recorded turns alone: nothing is tokenized here.</summary>
/// <remarks>Pure and thread-safe, as far as <paramref name="decode"/> is.</remarks>
/// <param name="decode">Ids to text, with special tokens.</param>
public sealed class SampleAssembler(Func<ReadOnlySpan<int>, string> decode)
{
    private readonly SampleMerger _merger = new(decode);

    /// <summary>The sample of a path, or null when nothing of it is within the limit.</summary>
    /// <param name="path">Turns from a root on, each following the one before it; at least one.</param>
    /// <param name="accumulated">
    /// All ids of the path, which the turns are held against. Those that the last turn sampled after its end are left out.
    /// </param>
    /// <param name="limits">How long the sample may be, and what the family may replace.</param>
    /// <exception cref="SampleException">The turns and the accumulated tokens contradict each other.</exception>
    public TrainingSample? Assemble(ImmutableArray<RecordedTurn> path, ImmutableArray<int> accumulated, SampleLimits limits)
    {
        accumulated = accumulated[..^path[^1].ExtraCount];
        var kept = Cut(TurnAlignment.Align(path, accumulated, limits.MaxTrimTokens), limits.MaxSequenceLength ?? int.MaxValue);
        return kept.IsEmpty ? null : _merger.Merge(kept, accumulated);
    }

    /// <summary>
    /// Turns stay whole while they fit; the first that does not is cut at its end, or dropped when nothing sampled would stay.
    /// </summary>
    private static ImmutableArray<KeptTurn> Cut(ImmutableArray<KeptTurn> turns, int limit)
    {
        var fitting = turns.TakeWhile(turn => turn.EndIndex <= limit).ToImmutableArray();
        if (fitting.Length == turns.Length)
        {
            return turns;
        }

        var first = turns[fitting.Length];
        var room = limit - first.Turn.Prompt.Count;
        return room > 0 ? fitting.Add(first with { KeptCount = room, IsCut = true }) : fitting;
    }
}

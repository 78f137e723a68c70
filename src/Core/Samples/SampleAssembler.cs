using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>Builds training samples from the turns of one path. Tokens come from the turns alone: nothing is tokenized here.</summary>
/// <param name="decode">Ids to text, with special tokens.</param>
public sealed class SampleAssembler(Func<ReadOnlySpan<int>, string> decode)
{
    /// <summary>The samples of a path.</summary>
    /// <param name="path">Turns from a root on, each the parent of the next.</param>
    /// <param name="maxSequenceLength">The largest number of tokens of a sample, 1 or more; null for no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSequenceLength"/> is below 1.</exception>
    public SampleSet Assemble(ImmutableArray<Turn> path, int? maxSequenceLength)
    {
        if (maxSequenceLength is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(maxSequenceLength));
        }

        var kept = Keep(path, maxSequenceLength ?? int.MaxValue);
        return kept.Count > 0
            ? new([.. Groups(kept).Select(Merge)], null)
            : new([], path.IsEmpty ? "no_records" : "all_truncated");
    }

    /// <summary>
    /// Turns stay whole while they fit; the first that does not is cut at its end, or dropped when nothing sampled would stay. What
    /// the next turn replaced is in no sample: the engine never saw it behind this completion.
    /// </summary>
    private static List<KeptTurn> Keep(ImmutableArray<Turn> path, int limit)
    {
        var kept = new List<KeptTurn>(path.Length);
        foreach (var (index, turn) in path.Index())
        {
            var replaced = index + 1 < path.Length ? path[index + 1].Content.ReplacedCount : 0;
            var overshoot = Math.Max(0, turn.Tokens.Count - replaced - limit);
            var count = turn.Content.Completion.Ids.Length - replaced - overshoot;
            if (count > 0)
            {
                kept.Add(new(turn, count, IsCut: overshoot > 0));
            }

            if (overshoot > 0)
            {
                break;
            }
        }

        return kept;
    }

    /// <summary>Turns are merged into one sample until one of them did not end by itself.</summary>
    private static IEnumerable<ArraySegment<KeptTurn>> Groups(List<KeptTurn> kept)
    {
        var turns = kept.ToArray();
        var start = 0;
        for (var i = 0; i < turns.Length; i++)
        {
            if (i == turns.Length - 1 || turns[i].Status != SampleStatus.Completed)
            {
                yield return new(turns, start, i + 1 - start);
                start = i + 1;
            }
        }
    }

    private TrainingSample Merge(ArraySegment<KeptTurn> turns)
    {
        var last = turns[^1];
        var tokens = new int[last.Turn.Tokens.Count];
        last.Turn.Tokens.CopyIdsTo(tokens);
        tokens = tokens[..(last.Turn.Prompt.Count + last.KeptCount)];

        var responseStart = turns[0].Turn.Prompt.Count;
        var mask = new byte[tokens.Length - responseStart];
        var logprobs = new double[mask.Length];
        var response = new StringBuilder();
        var end = responseStart;
        foreach (var (turn, count, _) in turns)
        {
            // What lies between two completions was appended by the environment or by the splice: mask 0, logprob 0.
            response.Append(decode(tokens.AsSpan(end, turn.Prompt.Count - end)));
            mask.AsSpan(turn.Prompt.Count - responseStart, count).Fill(1);
            for (var i = 0; i < count; i++)
            {
                logprobs[turn.Prompt.Count - responseStart + i] = turn.Content.Completion.Logprobs[i];
            }

            end = turn.Prompt.Count + count;
            response.Append(decode(tokens.AsSpan(turn.Prompt.Count, count)));
        }

        return new()
        {
            Tokens = ImmutableCollectionsMarshal.AsImmutableArray(tokens),
            LossMask = ImmutableCollectionsMarshal.AsImmutableArray(mask),
            Logprobs = ImmutableCollectionsMarshal.AsImmutableArray(logprobs),
            Response = response.ToString(),
            Status = last.Status,
            WeightVersions = [.. turns.Select(kept => kept.Turn.Content.Exchange.WeightVersion).OfType<string>()],
            CachedTokens = turns.Sum(kept => kept.Turn.Content.Exchange.CachedTokens ?? 0),
            TotalPromptTokens = turns.Sum(kept => kept.Turn.Content.Exchange.PromptTokens ?? 0),
        };
    }
}

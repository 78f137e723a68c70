using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Tito.Core.Tokens;

namespace Tito.Core.Samples;

/// <summary>Folds the kept turns of a path into one sample, from the first on for as long as a turn can be extended.</summary>
/// <param name="decode">Ids to text, with special tokens.</param>
internal sealed class SampleMerger(Func<ReadOnlySpan<int>, string> decode)
{
    /// <summary>The sample of some turns.</summary>
    /// <param name="turns">What stays of each turn of a path; at least one.</param>
    /// <param name="accumulated">All ids of the path.</param>
    /// <exception cref="SampleException">A prompt ends within the turn before it, or routed experts do not join.</exception>
    public TrainingSample Merge(ImmutableArray<KeptTurn> turns, ImmutableArray<int> accumulated)
    {
        var merged = turns.AsSpan()[..MergedCount(turns)];
        var last = merged[^1];
        var responseStart = turns[0].Turn.Prompt.Count;
        var mask = new byte[last.EndIndex - responseStart];
        var logprobs = new double[mask.Length];
        var response = new StringBuilder();
        var spans = ImmutableArray.CreateBuilder<TrainingSample.SampledSpan>(merged.Length);
        var end = responseStart;
        foreach (var (turn, count, _) in merged)
        {
            // What lies between two completions was appended by the environment or by the splice: mask 0, logprob 0.
            var start = turn.Prompt.Count;
            response.Append(decode(accumulated.AsSpan()[end..start]));
            mask.AsSpan(start - responseStart, count).Fill(1);
            for (var i = 0; i < count; i++)
            {
                logprobs[start - responseStart + i] = turn.Completion.Logprobs[i];
            }

            end = start + count;
            response.Append(decode(accumulated.AsSpan()[start..end]));
            spans.Add(new(turn.Sequence, start, count));
        }

        return new()
        {
            Tokens = accumulated[..end],
            LossMask = ImmutableCollectionsMarshal.AsImmutableArray(mask),
            Logprobs = ImmutableCollectionsMarshal.AsImmutableArray(logprobs),
            Response = response.ToString(),
            Status = Status(merged),
            Spans = spans.DrainToImmutable(),
            WeightVersions = [.. turns[..merged.Length].SelectMany(Versions)],
            WeightSpans = [.. turns[..merged.Length].SelectMany(Shifted)],
            CachedTokens = turns[..merged.Length].Sum(kept => kept.Turn.CachedTokens ?? 0),
            TotalPromptTokens = turns[..merged.Length].Sum(kept => kept.Turn.PromptTokens ?? 0),
            RoutedExperts = RoutedRows.Join(merged, end),
        };
    }

    /// <summary>A staleness filter looks for the oldest version that had part in the tokens that stay.</summary>
    private static IEnumerable<string> Versions(KeptTurn kept) => kept.Turn.WeightSpans.IsEmpty
        ? kept.Turn.WeightVersion is { } version ? [version] : []
        : Shifted(kept).Select(span => span.Version).Distinct();

    /// <summary>A turn's spans over the sample's tokens, as far as its tokens stay.</summary>
    private static IEnumerable<WeightSpan> Shifted(KeptTurn kept)
    {
        var start = kept.Turn.Prompt.Count;
        return kept.Turn.WeightSpans.Where(span => span.Start < Math.Min(span.End, kept.KeptCount))
            .Select(span => new WeightSpan(span.Version, start + span.Start, start + Math.Min(span.End, kept.KeptCount)));
    }

    private static int MergedCount(ImmutableArray<KeptTurn> turns)
    {
        var count = 1;
        while (count < turns.Length && Extends(turns[count - 1], turns[count]))
        {
            count++;
        }

        return count;
    }

    /// <summary>
    /// The reference extends a completed turn alone. One that did not end by itself is extended here where the session closed it: the
    /// tokens that closed it are masked, and the sample keeps the status of the turn that was cut short.
    /// </summary>
    private static bool Extends(KeptTurn turn, KeptTurn next)
    {
        var mayGoOn = turn.Status == SampleStatus.Completed
            || (!turn.IsCut && next.Turn.ClosesTruncated);
        if (!mayGoOn || LosesRoutedExperts(turn.Turn, next.Turn))
        {
            return false;
        }

        // A prompt that adds nothing leaves the two completions side by side: a turn that ran on, as its session let it.
        return next.Turn.Prompt.Count >= turn.EndIndex
            ? true
            : throw new SampleException(
                SampleFault.Observation,
                $"Turn {next.Turn.Sequence}: its prompt of {next.Turn.Prompt.Count} tokens is shorter than the {turn.EndIndex} of turn "
                + $"{turn.Turn.Sequence}.");
    }

    /// <summary>
    /// A whole payload is lost for good; a missing additive one is a hole, which <see cref="RoutedRows"/> refuses unless a later one
    /// closes it.
    /// </summary>
    private static bool LosesRoutedExperts(RecordedTurn turn, RecordedTurn next) =>
        turn.RoutedExperts is { StartRow: 0 } && next.RoutedExperts is null;

    private static SampleStatus Status(ReadOnlySpan<KeptTurn> merged)
    {
        var status = merged[^1].Status;
        foreach (var turn in merged)
        {
            status = status == SampleStatus.Completed ? turn.Status : status;
        }

        return status;
    }
}

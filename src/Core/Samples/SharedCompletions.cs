using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tito.Core.Samples;

/// <summary>Trains each completion once: samples whose paths share a turn would otherwise weigh it as often as they are many.</summary>
internal static class SharedCompletions
{
    /// <summary>
    /// The samples with each turn's mask left in the sample of the earliest committed leaf alone, whatever the order of the samples;
    /// elsewhere it is zeroed. Logprobs stay: they say what was sampled.
    /// </summary>
    public static ImmutableArray<LeafSample> MaskRepeated(ImmutableArray<LeafSample> samples)
    {
        var owners = new Dictionary<int, int>();
        foreach (var sample in samples.OrderBy(sample => sample.Leaf.Sequence))
        {
            foreach (var span in sample.Sample.Spans)
            {
                owners.TryAdd(span.Sequence, sample.Leaf.Sequence);
            }
        }

        return [.. samples.Select(sample => MaskRepeated(sample, owners))];
    }

    private static LeafSample MaskRepeated(LeafSample sample, Dictionary<int, int> owners)
    {
        var mask = sample.Sample.LossMask.ToArray();
        var responseStart = sample.Sample.Tokens.Length - mask.Length;
        foreach (var span in sample.Sample.Spans.Where(span => owners[span.Sequence] != sample.Leaf.Sequence))
        {
            mask.AsSpan(span.Start - responseStart, span.Count).Clear();
        }

        return sample with { Sample = sample.Sample with { LossMask = ImmutableCollectionsMarshal.AsImmutableArray(mask) } };
    }
}

using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Turns;

/// <summary>Which weights sampled which tokens of a completion, run after run.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class WeightRuns
{
    private readonly ImmutableArray<WeightSpan>.Builder _runs = ImmutableArray.CreateBuilder<WeightSpan>();

    /// <summary>
    /// The runs without a gap: tokens of no known version are a run of <see cref="WeightSpan.Unknown"/>. Empty where no version is known.
    /// </summary>
    public ImmutableArray<WeightSpan> Spans =>
        _runs.All(run => run.Version == WeightSpan.Unknown) ? [] : _runs.ToImmutable();

    private int Count => _runs.Count == 0 ? 0 : _runs[^1].End;

    /// <summary>The next tokens are those of some weights.</summary>
    /// <param name="version">The version; null where nobody said it.</param>
    /// <param name="count">Number of tokens, 0 or more.</param>
    public void Add(string? version, int count)
    {
        var next = new WeightSpan(version ?? WeightSpan.Unknown, Count, Count + count);
        if (_runs.Count > 0 && _runs[^1].Version == next.Version)
        {
            _runs[^1] = _runs[^1] with { End = next.End };
        }
        else if (count > 0)
        {
            _runs.Add(next);
        }
    }

    /// <summary>The next tokens are those of one engine, which may have taken other weights meanwhile.</summary>
    /// <param name="sampled">What it sampled.</param>
    public void Add(Inference.Sampled sampled)
    {
        var start = Count;
        foreach (var span in sampled.Facts.WeightSpans)
        {
            Add(null, start + span.Start - Count);
            Add(span.Version, span.End - span.Start);
        }

        var version = sampled.Facts.WeightSpans.IsEmpty ? sampled.Facts.WeightVersion : null;
        Add(version, start + sampled.Completion.Ids.Length - Count);
    }
}

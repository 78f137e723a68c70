using Tito.Core.Splicing;

namespace Tito.Tests.Unit.Turns;

/// <summary>A splicer that lets some of the buffer's last tokens give way to the suffix.</summary>
/// <param name="inner">Gives the suffix, and replaces nothing.</param>
/// <param name="count">How many tokens give way.</param>
internal sealed class ReplacingSplicer(ITurnSplicer inner, int count) : ITurnSplicer
{
    public SpliceOutcome Splice(SpliceRequest request) => inner.Splice(request) is SpliceOutcome.Spliced spliced && request.Prefix.Count > 0
        ? new SpliceOutcome.Spliced(
            spliced.Segments.Aggregate(request.Prefix.Take(request.Prefix.Count - count), (buffer, segment) => buffer.Append(segment)),
            spliced.Segments,
            count)
        : inner.Splice(request);
}

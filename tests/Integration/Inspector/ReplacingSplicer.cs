using Tito.Core.Splicing;

namespace Tito.Tests.Integration.Inspector;

/// <summary>Replaces the last sampled token of the turn before, as the families do whose models stop with the next message's opener.</summary>
/// <param name="inner">The real splicer.</param>
internal sealed class ReplacingSplicer(ITurnSplicer inner) : ITurnSplicer
{
    public SpliceOutcome Splice(SpliceRequest request) => inner.Splice(request) switch
    {
        SpliceOutcome.Spliced(_, var segments, _) when request.Prefix.Count > 0 => new SpliceOutcome.Spliced(
            segments.Aggregate(request.Prefix.Take(request.Prefix.Count - 1), (buffer, segment) => buffer.Append(segment)), segments, ReplacedCount: 1),
        var other => other,
    };
}

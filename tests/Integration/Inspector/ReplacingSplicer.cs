using System.Collections.Immutable;
using Tito.Core.Splicing;
using Tito.Core.Tokens;

namespace Tito.Tests.Integration.Inspector;

/// <summary>Replaces the last sampled token of the turn before, as the families do whose models stop with the next message's opener.</summary>
/// <param name="inner">The real splicer.</param>
internal sealed class ReplacingSplicer(ITurnSplicer inner) : ITurnSplicer
{
    public SpliceOutcome Splice(SpliceRequest request) => inner.Splice(request) switch
    {
        SpliceOutcome.Spliced(_, var segments, _) when request.Prefix.Count > 0 => new SpliceOutcome.Spliced(
            Patched(request, segments).Aggregate(request.Prefix.Take(request.Prefix.Count - 1), (buffer, segment) => buffer.Append(segment)),
            Patched(request, segments),
            ReplacedCount: 1),
        var other => other,
    };

    /// <summary>The stop token that gives way is there again, from the splice.</summary>
    private static ImmutableArray<TokenSegment> Patched(SpliceRequest request, ImmutableArray<TokenSegment> segments) =>
        segments.Insert(0, TokenSegment.Given(TokenOrigin.Splice, [request.Prefix.LastId!.Value]));
}

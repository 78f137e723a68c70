using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>How a turn ended, by what its tokens say.</summary>
/// <param name="Kind">The kind of end.</param>
/// <param name="ExtraCount">How many tokens were sampled after the family's stop token, 0 or more.</param>
public sealed record TurnEnd(EndKind Kind, int ExtraCount = 0)
{
    /// <summary>Whether a stop token of the family's is among the tokens, or nobody knows better than the engine, which says so.</summary>
    public bool IsEnd => Kind is EndKind.StopToken or EndKind.TokensAfterStop or EndKind.Unknown;

    /// <summary>
    /// The end of a turn. Where the stop tokens are not known it is the one that was recorded, or else what the engine's word comes to.
    /// </summary>
    /// <param name="content">What the turn added.</param>
    /// <param name="ends">The stop tokens of the turn's model.</param>
    public static TurnEnd Of(TurnContent content, EndTokens ends) =>
        (ends.IsKnown ? null : content.End) ?? Of(content.Completion, content.FinishReason, content.Stop, ends);

    /// <summary>The end of a completion.</summary>
    /// <param name="completion">The sampled tokens.</param>
    /// <param name="finishReason">The engine's word for why it stopped.</param>
    /// <param name="stop">What it says it stopped at, or null.</param>
    /// <param name="ends">The stop tokens of the model that sampled.</param>
    public static TurnEnd Of(TokenSegment completion, string finishReason, StopMatch? stop, EndTokens ends)
    {
        // The first one counts: whatever was sampled after it was sampled after the end.
        var ids = completion.Ids.AsSpan();
        if (ids.IndexOfAny(ends.Own.AsSpan()) is >= 0 and var at)
        {
            var extra = ids.Length - 1 - at;
            return new(extra == 0 ? EndKind.StopToken : EndKind.TokensAfterStop, extra);
        }

        int? last = ids.IsEmpty ? null : ids[^1];
        return new((finishReason, stop) switch
        {
            _ when last is { } id && (ends.Foreign.Contains(id) || (ends.IsKnown && stop?.TokenId == id)) => EndKind.ForeignToken,
            (_, { Text: not null }) => EndKind.StopString,
            ("length", _) => EndKind.Length,
            ("abort", _) => EndKind.Abort,
            ("stop" or "tool_calls", _) => ends.IsKnown ? EndKind.NoStopToken : EndKind.Unknown,
            _ => EndKind.Other,
        });
    }
}

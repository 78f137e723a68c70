using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>How a turn ended, for people.</summary>
internal static class TurnWords
{
    /// <summary>The finish reason; with a warning when the turn did not end by itself, or not as its family ends one.</summary>
    public static string End(Turn turn, EndTokens ends)
    {
        var end = TurnEnd.Of(turn.Content, ends);
        return (turn, end.Kind) switch
        {
            (_, EndKind.TokensAfterStop) => $"{end.ExtraCount} tokens after its stop token",
            (_, EndKind.StopString) => "ended at a stop string",
            (_, EndKind.ForeignToken) => "ended with a foreign end token",
            (_, EndKind.NoStopToken) => $"{turn.Content.FinishReason}, without a stop token",
            ({ EndedByItself: true }, _) => turn.Content.FinishReason,
            ({ IsTruncated: true }, _) => "cut off by length",
            ({ Content.FinishReason: "abort" }, _) => "aborted",
            _ => $"not ended by itself: {turn.Content.FinishReason}",
        };
    }

    /// <summary>The word of the style for a turn's end.</summary>
    public static string Class(Turn turn, EndTokens ends) =>
        turn.EndedByItself && TurnEnd.Of(turn.Content, ends).Kind is EndKind.StopToken or EndKind.Unknown ? "end" : "end bad";
}

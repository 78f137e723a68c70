using System.Diagnostics;
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

    /// <summary>Why turns were left behind, as the end of a sentence that begins with the request that did it.</summary>
    public static string Leaving(LeavingReason reason) => reason switch
    {
        LeavingReason.Retry => "asked again from an earlier place",
        LeavingReason.Altered => "replayed a sampled message with other content",
        LeavingReason.Inputs => "had other tools or template arguments",
        LeavingReason.NewConversation => "was of another conversation",
        LeavingReason.Rollback => "the session was rolled back by name",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word of the style for a turn's end.</summary>
    public static string Class(Turn turn, EndTokens ends) =>
        turn.EndedByItself && TurnEnd.Of(turn.Content, ends).Kind is EndKind.StopToken or EndKind.Unknown ? "end" : "end bad";
}

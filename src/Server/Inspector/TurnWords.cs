using Tito.Core.Trajectories;

namespace Tito.Server.Inspector;

/// <summary>How a turn ended, for people.</summary>
internal static class TurnWords
{
    /// <summary>The finish reason; with a warning when the turn did not end by itself.</summary>
    public static string End(Turn turn) => turn switch
    {
        { EndedByItself: true } => turn.Content.FinishReason,
        { IsTruncated: true } => "cut off by length",
        { Content.FinishReason: "abort" } => "aborted",
        _ => $"not ended by itself: {turn.Content.FinishReason}",
    };

    /// <summary>The word of the style for a turn's end.</summary>
    public static string Class(Turn turn) => turn.EndedByItself ? "end" : "end bad";
}

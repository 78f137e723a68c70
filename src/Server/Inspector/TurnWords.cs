using System.Diagnostics;
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
    public static string Class(Turn turn) => turn.EndedByItself ? "end" : "end bad";
}

using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Level 4: a turn that another one continues ended as its family ends a turn, or is closed in the next prompt.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Unended">What the session does with a turn that did not end.</param>
/// <param name="Ends">The stop tokens of the session's model.</param>
public sealed record EndRules(UnendedTurns Unended, EndTokens Ends)
{
    /// <summary>Whether turns run on without an end, so that level 4 is not asked for.</summary>
    public bool RunsOn => Unended is UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength;

    /// <summary>How many of a turn's last tokens no later prompt has: those that were sampled after the end.</summary>
    public int DroppedCount(Turn turn) => RunsOn ? 0 : TurnEnd.Of(turn.Content, Ends).ExtraCount;

    /// <summary>Whether the prompt that continues a turn has to close it first.</summary>
    public bool Closes(Turn turn) => Unended switch
    {
        UnendedTurns.RunOn => false,
        UnendedTurns.RunOnCloseLength => turn.IsTruncated && TurnEnd.Of(turn.Content, Ends).Kind != EndKind.StopToken,
        _ => !TurnEnd.Of(turn.Content, Ends).IsEnd,
    };

    /// <summary>Why nothing may follow a turn, or null when something may.</summary>
    public PositionOutcome.Refused? Refusal(Turn turn)
    {
        var end = TurnEnd.Of(turn.Content, Ends);
        var isRefused = Unended switch
        {
            UnendedTurns.CloseStopStrings => IsWordless(end) || CannotClose(end),
            UnendedTurns.Close => CannotClose(end),
            UnendedTurns.Refuse => end.Kind is not (EndKind.StopToken or EndKind.Unknown),
            UnendedTurns.RunOn => turn.IsTruncated,
            _ => false,
        };
        return isRefused ? new(RefusalReason.TruncatedTurn, turn.MessageCount - 1, $"{Says(turn, end)} {Advice(end)}") : null;
    }

    /// <summary>Whether the engine does not say that the model stopped.</summary>
    private static bool IsWordless(TurnEnd end) => end.Kind is EndKind.Length or EndKind.Abort or EndKind.Other;

    private bool CannotClose(TurnEnd end) => !end.IsEnd && !Ends.IsKnown;

    private static string Says(Turn turn, TurnEnd end) => $"Turn {turn.Sequence} " + end.Kind switch
    {
        EndKind.Length => "ended by length",
        EndKind.Abort => "was given up by the engine",
        EndKind.StopString => "ended at a stop string",
        EndKind.ForeignToken => "ended with a token that does not end this family's turns",
        EndKind.TokensAfterStop => $"has {end.ExtraCount} tokens after its stop token",
        EndKind.NoStopToken => "ended without a stop token",
        _ => $"ended by {turn.Content.FinishReason}",
    } + (end.Kind == EndKind.TokensAfterStop ? "." : ": it has no end that a message could follow.");

    private string Advice(TurnEnd end) => CannotClose(end)
        ? "The family names no stop token to close it with: declare one in a family file, or retry the turn."
        : (end.Kind == EndKind.Length ? "Retry it with more tokens" : "Retry it")
            + $", or open a session with \"unended\": \"{(IsWordless(end) ? "close" : "close_stop_strings")}\".";
}

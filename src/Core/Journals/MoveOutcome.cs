namespace Tito.Core.Journals;

/// <summary>The outcome of a move of a session's active turn.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    /// <summary>The move is durable; a session that stood there already was not written.</summary>
    public sealed record Moved : MoveOutcome;

    /// <summary>The session has other turns, or another active one, than the caller has seen; nothing was stored.</summary>
    /// <param name="Present">What there is now.</param>
    public sealed record Stale(Fence Present) : MoveOutcome;

    /// <summary>The session is closed; nothing was stored.</summary>
    public sealed record Closed : MoveOutcome;

    /// <summary>The session does not exist any more; nothing was stored.</summary>
    public sealed record Gone : MoveOutcome;
}

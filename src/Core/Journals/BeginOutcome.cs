using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>Whether a turn may go to an engine.</summary>
public abstract record BeginOutcome
{
    private BeginOutcome()
    {
    }

    /// <summary>The intent is durable, and its key is this attempt's.</summary>
    public sealed record Begun : BeginOutcome;

    /// <summary>The key belongs to an attempt that is under way, became a turn, or had another body; nothing was stored.</summary>
    /// <param name="Holder">That attempt.</param>
    public sealed record Held(TurnIntent Holder) : BeginOutcome;

    /// <summary>The session is closed and takes no turn any more; nothing was stored.</summary>
    public sealed record Closed : BeginOutcome;

    /// <summary>The session does not exist any more; nothing was stored.</summary>
    public sealed record Gone : BeginOutcome;
}

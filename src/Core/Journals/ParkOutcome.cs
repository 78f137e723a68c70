using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>Whether a request for a turn waits in the journal.</summary>
public abstract record ParkOutcome
{
    private ParkOutcome()
    {
    }

    /// <summary>The request is durable: whoever looks at it will take the turn.</summary>
    public sealed record Parked : ParkOutcome;

    /// <summary>The same request waits already under the key; nothing was stored but what this one says of the turn.</summary>
    /// <param name="Holder">The intent of its last attempt, or of when it was parked.</param>
    public sealed record AlreadyParked(TurnIntent Holder) : ParkOutcome;

    /// <summary>The same request became a turn already; nothing was stored.</summary>
    /// <param name="Sequence">The turn's sequence.</param>
    public sealed record Taken(int Sequence) : ParkOutcome;

    /// <summary>The key stands for another request; nothing was stored.</summary>
    /// <param name="Holder">The intent of that one.</param>
    public sealed record KeyReused(TurnIntent Holder) : ParkOutcome;

    /// <summary>The request is longer than a journal keeps; nothing was stored.</summary>
    /// <param name="ByteCount">Its length in bytes.</param>
    /// <param name="Limit">The most that is kept.</param>
    public sealed record TooLarge(long ByteCount, long Limit) : ParkOutcome;

    /// <summary>The session is closed and takes no turn any more; nothing was stored.</summary>
    public sealed record Closed : ParkOutcome;

    /// <summary>The session does not exist; nothing was stored.</summary>
    public sealed record Gone : ParkOutcome;
}

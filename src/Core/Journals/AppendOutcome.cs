namespace Tito.Core.Journals;

/// <summary>The outcome of an append. Whichever it is, the journal holds the whole turn or nothing of it.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>The turn is durable.</summary>
    public sealed record Appended : AppendOutcome;

    /// <summary>The attempt's turn is durable since an earlier append, whose answer was lost; nothing was stored now.</summary>
    /// <param name="Sequence">The sequence of that turn.</param>
    public sealed record AlreadyAppended(int Sequence) : AppendOutcome;

    /// <summary>The session has other turns, or another active one, than the caller has seen; nothing was stored.</summary>
    /// <param name="Present">What there is now.</param>
    public sealed record Stale(Fence Present) : AppendOutcome;

    /// <summary>The intent expired, and another attempt took its key over or the sweeper ended it; nothing was stored.</summary>
    public sealed record Overtaken : AppendOutcome;

    /// <summary>The turn is longer than the journal keeps; nothing was stored.</summary>
    /// <param name="ByteCount">The turn's length in bytes, as its row counts them.</param>
    /// <param name="Limit">The longest turn in bytes.</param>
    public sealed record TooLarge(long ByteCount, long Limit) : AppendOutcome;

    /// <summary>The session is closed and takes no turn any more; nothing was stored.</summary>
    public sealed record Closed : AppendOutcome;

    /// <summary>The session does not exist any more; nothing was stored.</summary>
    public sealed record Gone : AppendOutcome;
}

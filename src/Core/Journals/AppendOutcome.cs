namespace Tito.Core.Journals;

/// <summary>What became of an append. Whatever it is, the journal holds the whole turn or nothing of it.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>The turn is durable.</summary>
    public sealed record Appended : AppendOutcome;

    /// <summary>Another turn was committed since the fence was read; nothing was stored.</summary>
    /// <param name="TurnCount">The number of turns now.</param>
    public sealed record Stale(int TurnCount) : AppendOutcome;

    /// <summary>The intent expired and another attempt took its key over; nothing was stored.</summary>
    public sealed record Overtaken : AppendOutcome;

    /// <summary>The session does not exist any more; nothing was stored.</summary>
    public sealed record Gone : AppendOutcome;
}

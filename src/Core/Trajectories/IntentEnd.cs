namespace Tito.Core.Trajectories;

/// <summary>The outcome of a turn that was sent to an engine.</summary>
public abstract record IntentEnd
{
    private IntentEnd()
    {
    }

    /// <summary>It is a turn of the session.</summary>
    /// <param name="Sequence">The turn's place in the order of commits, 0 or more.</param>
    public sealed record Committed(int Sequence) : IntentEnd;

    /// <summary>Nothing was recorded.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Failed(IntentFailure Failure) : IntentEnd;
}

namespace Tito.Simulation.Generations;

/// <summary>When the tokens of a completion come.</summary>
/// <param name="Clock">What measures.</param>
/// <param name="First">The time until the first.</param>
/// <param name="Next">The time from one to the next.</param>
/// <param name="TokensPerStep">How many come together, 1 or more.</param>
internal sealed record Pace(TimeProvider Clock, TimeSpan First, TimeSpan Next, int TokensPerStep)
{
    /// <summary>Waits for a token.</summary>
    /// <param name="start">The clock's timestamp of the completion's start.</param>
    /// <param name="index">The token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(long start, int index, CancellationToken cancellationToken)
    {
        var left = First + (Next * index) - Clock.GetElapsedTime(start);
        return left <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(left, Clock, cancellationToken);
    }
}

namespace Tito.Core.Verification;

/// <summary>
/// Sees to it that the shards of a stored verification run are verified and the run is closed. It owns when, and nothing else.
/// </summary>
/// <remarks>Thread-safe. A shard that is verified twice is one row, and a run is closed once.</remarks>
public interface IVerificationSchedule
{
    /// <summary>Asks for a run to be worked off. One that is under way stays as it is.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Cancels the wait; the run may be scheduled nevertheless.</param>
    ValueTask ScheduleAsync(string runId, CancellationToken cancellationToken);
}

namespace Tito.Core.Journals;

/// <summary>The requests for turns that wait in a journal to be taken; <see cref="ParkingVerbs"/> change them.</summary>
/// <remarks>
/// Safe for use from many threads. A parked turn belongs to its session and goes with it; while one waits, the session's intent of its key
/// says so (<see cref="Trajectories.TurnIntent.IsParked"/>).
/// </remarks>
public interface IParkedTurns
{
    /// <summary>Reads what is parked under a key, waiting or ended, or null when there is nothing.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="key">The turn's key.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">The row, or the bytes that it names, are not those that were stored.</exception>
    ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken);

    /// <summary>
    /// The parked turns that wait, in any order. One that is parked or ends meanwhile may be among them or not, and so may one whose
    /// session was just deleted; nothing of their content is read.
    /// </summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken);
}

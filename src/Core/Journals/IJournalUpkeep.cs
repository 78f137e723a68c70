using System.Collections.Immutable;

namespace Tito.Core.Journals;

/// <summary>
/// The upkeep of a journal, besides taking turns: list sessions, look at rows as they are, remove what is left over.
/// </summary>
/// <remarks>Safe for use from many threads and beside any traffic.</remarks>
public interface IJournalUpkeep
{
    /// <summary>The ids of the sessions in ordinal order. One that is opened or deleted meanwhile may be among them or not.</summary>
    /// <param name="after">Only the ids after this one; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken);

    /// <summary>Reads a session's head alone, or null when there is no session. The rows that the head counts are not looked at.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">The row is unreadable.</exception>
    ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Reads a session's rows as they are stored, or null when there is none.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">A row has a field of a wrong type; whether the rows agree is not looked at.</exception>
    ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the shape of a session's turns in the order of their sequence, or null when there is no session. A store that can read it
    /// without the turns' content does; whether the rows agree is not looked at.
    /// </summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="JournalCorruptException">A row has a field of a wrong type.</exception>
    async ValueTask<ImmutableArray<TurnShape>?> ReadShapeAsync(string sessionId, CancellationToken cancellationToken) =>
        await ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } rows
            ? [.. rows.Turns.Select(row => new TurnShape(row.Sequence, row.Parent, row.CompletionIds.Length / sizeof(int)))]
            : null;

    /// <summary>
    /// Removes what no session refers to: what writes left that were never finished. Never anything that a write under way may still need.
    /// </summary>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    /// <returns>The number of things removed: blobs, rows, and sessions whose delete was not finished.</returns>
    ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

using System.Collections.Immutable;
using Tito.Core.Journals;

namespace Tito.Core.Sessions;

/// <summary>The use case that says which sessions there are.</summary>
/// <param name="journal">Where sessions are kept.</param>
public sealed class SessionLister(IJournalUpkeep journal)
{
    /// <summary>A page of sessions. One that is opened or deleted meanwhile may be on it or not.</summary>
    /// <param name="after">Only sessions whose id is after this one; null for the first page.</param>
    /// <param name="limit">How many at the most, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<Page> RunAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var page = ImmutableArray.CreateBuilder<(string, SessionHead?)>();
        string? last = null;
        await foreach (var sessionId in journal.ListAsync(after, cancellationToken).ConfigureAwait(false))
        {
            if (page.Count == limit)
            {
                return new(page.DrainToImmutable(), last);
            }

            last = sessionId;
            await AddAsync(page, sessionId, cancellationToken).ConfigureAwait(false);
        }

        return new(page.DrainToImmutable(), null);
    }

    private async Task AddAsync(ImmutableArray<(string, SessionHead?)>.Builder page, string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            // Null: it was deleted since its id was read.
            if (await journal.FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head)
            {
                page.Add((sessionId, head));
            }
        }
        catch (JournalCorruptException)
        {
            page.Add((sessionId, null));
        }
    }

    /// <summary>Some of a journal's sessions.</summary>
    /// <param name="Sessions">Id and head of each, in ordinal order of the ids; the head is null where it cannot be read.</param>
    /// <param name="NextAfter">The id after which the next page begins, or null when there is none.</param>
    public sealed record Page(ImmutableArray<(string SessionId, SessionHead? Head)> Sessions, string? NextAfter);
}

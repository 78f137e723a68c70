using System.Runtime.CompilerServices;
using Tito.Core.Journals;

namespace Tito.Core.Sessions;

/// <summary>The use case that hands many sessions to a trainer, one after the other, so that one is in memory at a time.</summary>
/// <param name="journal">Where sessions are listed.</param>
/// <param name="read">Loads a session with the comparator's verdict.</param>
/// <param name="collect">Makes a session's samples.</param>
public sealed class BulkCollector(IJournalUpkeep journal, SessionViewer read, SessionCollector collect)
{
    /// <summary>
    /// The sessions that a filter takes, in ordinal order of their ids. One that is opened, changed or deleted meanwhile may be among them
    /// or not. A session that has no samples, and one that cannot be read, is an item like others: nothing is left out in silence.
    /// </summary>
    /// <param name="filter">Which sessions.</param>
    /// <param name="request">What the trainer asks for of each.</param>
    /// <param name="cancellationToken">Ends the work between two reads.</param>
    public async IAsyncEnumerable<BulkItem> RunAsync(
        SessionFilter filter, SamplesRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = filter.Limit ?? int.MaxValue;
        await foreach (var sessionId in journal.ListAsync(filter.After, cancellationToken).ConfigureAwait(false))
        {
            if (await TakeAsync(sessionId, filter, request, cancellationToken).ConfigureAwait(false) is not { } item)
            {
                continue;
            }

            yield return item;
            if (--left == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The item of a session; null where the filter does not take it, or it is gone.</summary>
    private async Task<BulkItem?> TakeAsync(
        string sessionId, SessionFilter filter, SamplesRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await journal.FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } head || !filter.Takes(head))
            {
                return null;
            }
        }
        catch (JournalCorruptException corrupt)
        {
            // What it is, and whose, nobody can say: it is told to who may see every session.
            return filter.Owner is null ? new(sessionId, null, corrupt.Message) : null;
        }

        try
        {
            return await read.RunAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } view && filter.Takes(view.Status.State)
                ? new(sessionId, collect.Collect(view, request), null)
                : null;
        }
        catch (JournalCorruptException corrupt)
        {
            return new(sessionId, null, corrupt.Message);
        }
    }
}

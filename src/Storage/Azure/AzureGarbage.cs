using Azure;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>
/// Finds what no session refers to: sessions whose delete was not finished, ids without a session, names of what does not wait, and blobs
/// of turns that were never committed or are not parked.
/// </summary>
/// <remarks>
/// Safe beside any number of writers and of others like it. A blob is removed when the attempt that wrote it has ended and no row names it.
/// The intent is read first: an attempt that has ended commits nothing any more, so what its rows say then is final. What was prepared to
/// be parked has no intent yet; there the head is written first, and then no row names it any more.
/// </remarks>
/// <param name="rows">The rows.</param>
/// <param name="blobs">The blobs.</param>
/// <param name="index">The ids of the sessions.</param>
/// <param name="waiting">The names of what waits.</param>
/// <param name="removal">Removes what is left of a deleted session.</param>
internal sealed class AzureGarbage(
    AzureRows rows, OverflowBlobs blobs, SessionIndex index, WaitingIndex waiting, AzureRemoval removal)
{
    /// <summary>How long an id may have no session before it counts as left: a session is stored right after its id.</summary>
    /// <remarks>The same for a name and a parked body, whose row is stored right after them.</remarks>
    private static readonly TimeSpan CreationTime = TimeSpan.FromHours(1);

    /// <summary>Removes all there is.</summary>
    /// <returns>The number of sessions, ids and blobs removed.</returns>
    public async Task<int> CollectAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var (sessionId, addedAt, seen) in index.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            var isOld = addedAt < now - CreationTime;
            count += await CollectSessionAsync(sessionId, isOld, seen, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        await foreach (var (name, addedAt, seen) in waiting.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            count += addedAt < now - CreationTime && await CollectNameAsync(name, seen, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        await foreach (var blob in blobs.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await IsLeftAsync(blob, now, cancellationToken).ConfigureAwait(false))
            {
                await blobs.DeleteAsync(blob.Name, cancellationToken).ConfigureAwait(false);
                count++;
            }
        }

        return count;
    }

    private async Task<bool> CollectSessionAsync(string sessionId, bool isOld, ETag seen, CancellationToken cancellationToken)
    {
        try
        {
            switch (await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false))
            {
                case { DeletedBy: not null } deleted:
                    await removal.RemoveAsync(sessionId, deleted.CreatedBy, cancellationToken).ConfigureAwait(false);
                    return true;
                case null when isOld:
                    return await removal.ForgetAsync(sessionId, seen, cancellationToken).ConfigureAwait(false);
                default:
                    return false;
            }
        }
        catch (JournalCorruptException)
        {
            // A damaged session is somebody's to look at, and not garbage.
            return false;
        }
    }

    private async Task<bool> CollectNameAsync(ParkedName name, ETag seen, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsWaitingAsync(name, cancellationToken).ConfigureAwait(false)
                || !await OutrunAsync(name.SessionId, cancellationToken).ConfigureAwait(false)
                || await IsWaitingAsync(name, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await waiting.RemoveAsync(name.SessionId, name.Key, seen, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (JournalCorruptException)
        {
            return false;
        }
    }

    /// <summary>
    /// Sees to it that nobody who is parking something stores it as it was prepared, however long it slept: it prepares its name and its
    /// blob anew.
    /// </summary>
    /// <returns>False where it came too late itself.</returns>
    private async Task<bool> OutrunAsync(string sessionId, CancellationToken cancellationToken) =>
        await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { DeletedBy: null } head
        || await rows.TouchAsync(head, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a parked turn waits. What a deleted session parked does not.</summary>
    private async Task<bool> IsWaitingAsync(ParkedName name, CancellationToken cancellationToken) =>
        await rows.FindParkedAsync(name.SessionId, name.Key, cancellationToken).ConfigureAwait(false) is { } row
        && row.Row.TextOrNull(ParkedColumns.EndedAt) is null
        && await rows.ReadHeadAsync(name.SessionId, cancellationToken).ConfigureAwait(false) is { DeletedBy: null };

    private async Task<bool> IsLeftAsync(BlobOwner blob, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (await IsNamedAsync(blob, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            if (await rows.ReadHeadAsync(blob.SessionId, cancellationToken).ConfigureAwait(false) is null)
            {
                return true;
            }

            if (blob.IsParked)
            {
                return blob.WrittenAt < now - CreationTime
                    && await OutrunAsync(blob.SessionId, cancellationToken).ConfigureAwait(false)
                    && !await IsNamedAsync(blob, cancellationToken).ConfigureAwait(false);
            }

            return blob is { IntentKey: { } key, AttemptId: { } attempt }
                && !await IsOpenAsync(blob.SessionId, key, attempt, cancellationToken).ConfigureAwait(false)
                && !await IsNamedAsync(blob, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalCorruptException)
        {
            return false;
        }
    }

    private async Task<bool> IsNamedAsync(BlobOwner blob, CancellationToken cancellationToken) =>
        await rows.FindBlobAsync(blob.SessionId, blob.RowKey, cancellationToken).ConfigureAwait(false) == blob.Name;

    private async Task<bool> IsOpenAsync(string sessionId, string key, string attempt, CancellationToken cancellationToken) =>
        await rows.FindIntentAsync(sessionId, key, cancellationToken).ConfigureAwait(false) is { Intent: { End: null } holder }
        && holder.AttemptId == attempt;
}

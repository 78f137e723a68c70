using Azure;
using Azure.Data.Tables;

namespace Tito.Storage.Azure;

/// <summary>Removes all that there is of a session, beside any others who remove the same.</summary>
/// <remarks>
/// A remover may sleep between two steps until the id has its next session, of which it must take nothing. So rows go in transactions with
/// the head as it was read; and blobs and names, which are in no such transaction, are listed before the head is read, and each of them is
/// there but once. Its id, which the next session has as well, is seen before the head is found missing, and goes only as it was seen.
/// A session is known by the write that created it, because a head that nobody can read may have to go as well.
/// </remarks>
internal sealed class AzureRemoval(
    TableClient table, AzureRows rows, OverflowBlobs blobs, SessionIndex index, WaitingIndex waiting)
{
    private const int BesidesHead = AzureLimits.TransactionRows - 1;

    /// <summary>Removes a session: its names and blobs, its rows with the head last, and then its id.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="createdBy">The id of the write that created it; a session of another write stays.</param>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    public async Task RemoveAsync(string sessionId, string? createdBy, CancellationToken cancellationToken)
    {
        await RemoveNamesAsync(sessionId, createdBy, cancellationToken).ConfigureAwait(false);
        await RemoveBlobsAsync(sessionId, createdBy, cancellationToken).ConfigureAwait(false);
        var seen = await index.FindAsync(sessionId, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var keys = await ReadKeysAsync(sessionId, cancellationToken).ConfigureAwait(false);
            var head = await FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
            if (head is null)
            {
                _ = seen is { } id && await ForgetAsync(sessionId, id, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (CreatedBy(head) != createdBy)
            {
                return;
            }

            await TryRemoveAsync(head, keys, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a session whose head nobody can read, whatever it says.</summary>
    public async Task RemoveUnreadableAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (await FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head)
        {
            await RemoveAsync(sessionId, CreatedBy(head), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the id of a session that is gone.</summary>
    /// <param name="sessionId">The id.</param>
    /// <param name="seen">Its state before the session was found to be gone.</param>
    /// <param name="cancellationToken">Ends the work between two requests.</param>
    /// <returns>False where the id has its next session, or is about to have it, and stays.</returns>
    public async Task<bool> ForgetAsync(string sessionId, ETag seen, CancellationToken cancellationToken)
    {
        if (!await index.RemoveAsync(sessionId, seen, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Whoever added the id before it was seen may have stored the session since, and have ended before he added the id once more.
        if (await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } next)
        {
            return true;
        }

        await index.AddAsync(next.Head, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private async Task RemoveNamesAsync(string sessionId, string? createdBy, CancellationToken cancellationToken)
    {
        var names = await waiting.ListAsync(sessionId, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (names.Count > 0 && await IsThereAsync(sessionId, createdBy, cancellationToken).ConfigureAwait(false))
        {
            foreach (var (name, _, seen) in names)
            {
                await waiting.RemoveAsync(sessionId, name.Key, seen, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveBlobsAsync(string sessionId, string? createdBy, CancellationToken cancellationToken)
    {
        await foreach (var page in blobs.ListPagesAsync(sessionId, cancellationToken).ConfigureAwait(false))
        {
            if (!await IsThereAsync(sessionId, createdBy, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            foreach (var name in page)
            {
                await blobs.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>As many of a session's rows besides its head as a transaction holds with it.</summary>
    private async Task<List<TableEntity>> ReadKeysAsync(string sessionId, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sessionId} and RowKey ne {HeadEntity.RowKey}");
        return await table.QueryAsync<TableEntity>(filter, BesidesHead, ["PartitionKey", "RowKey"], cancellationToken)
            .Take(BesidesHead).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes rows, and the head with the last of them; nothing where the head is another by now.</summary>
    private async Task TryRemoveAsync(TableEntity head, List<TableEntity> keys, CancellationToken cancellationToken)
    {
        // Rows without a head would be nobody's, so a head that stays is written as it is.
        var last = keys.Count < BesidesHead ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateMerge;
        var removals = keys.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))
            .Append(new(last, new TableEntity(head.PartitionKey, head.RowKey), head.ETag));
        try
        {
            await table.SubmitTransactionAsync(removals, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 412)
        {
            // Another process removes the same session, or it was our own request, whose answer was lost.
        }
    }

    private async Task<bool> IsThereAsync(string sessionId, string? createdBy, CancellationToken cancellationToken) =>
        await FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head && CreatedBy(head) == createdBy;

    private Task<TableEntity?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        table.FindAsync(sessionId, HeadEntity.RowKey, cancellationToken);

    private static string? CreatedBy(TableEntity head) =>
        head.TryGetValue(HeadEntity.CreatedByName, out var writeId) ? writeId as string : null;
}

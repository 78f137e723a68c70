using Azure;
using Azure.Data.Tables;

namespace Tito.Storage.Azure;

/// <summary>Removes all that there is of a session, beside any others who remove the same.</summary>
internal sealed class AzureRemoval(TableClient table, OverflowBlobs blobs, SessionIndex index)
{
    /// <summary>Removes a session: its blobs, its rows with the head last, and then its id.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="head">The head as it was read; when it has changed since, it stays.</param>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    public async Task RemoveAsync(string sessionId, ETag head, CancellationToken cancellationToken)
    {
        await blobs.DeleteAllAsync(sessionId, cancellationToken).ConfigureAwait(false);
        await RemoveRowsAsync(sessionId, head, cancellationToken).ConfigureAwait(false);
        await index.RemoveAsync(sessionId, cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveRowsAsync(string sessionId, ETag head, CancellationToken cancellationToken)
    {
        while (await RemovePageAsync(sessionId, cancellationToken).ConfigureAwait(false))
        {
        }

        try
        {
            await table.DeleteEntityAsync(sessionId, HeadEntity.RowKey, head, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Another process finished the same work.
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> RemovePageAsync(string sessionId, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sessionId} and RowKey ne {HeadEntity.RowKey}");
        var keys = table.QueryAsync<TableEntity>(filter, AzureLimits.TransactionRows, ["PartitionKey", "RowKey"], cancellationToken);
        await foreach (var page in keys.AsPages().ConfigureAwait(false))
        {
            if (page.Values.Count > 0 && !await TryRemoveAsync(page.Values, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> TryRemoveAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        try
        {
            var removals = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
            await table.SubmitTransactionAsync(removals, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another process removes the same rows.
            return false;
        }
    }
}

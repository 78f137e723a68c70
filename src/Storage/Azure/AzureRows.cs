using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>The requests of an Azure journal, each about the rows of one session.</summary>
/// <param name="table">The table.</param>
/// <param name="seals">How rows are sealed as they are written, and checked as they are read.</param>
internal sealed class AzureRows(TableClient table, RowSeals seals)
{
    /// <summary>The head of a session, of a deleted one too while rows of it are left.</summary>
    public async Task<HeadEntity?> ReadHeadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var row = await FindAsync(sessionId, HeadEntity.RowKey, cancellationToken).ConfigureAwait(false);
        var head = row is null ? null : HeadEntity.Read(row);
        return head is { IsOfVersionOne: true }
            ? head with { Head = head.Head with { OpenIntents = await CountOpenAsync(sessionId, cancellationToken).ConfigureAwait(false) } }
            : head;
    }

    /// <summary>The present state of an intent.</summary>
    public async Task<(TurnIntent Intent, ETag ETag)?> FindIntentAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        await FindAsync(sessionId, ChangeEntity.IntentKey(key), cancellationToken).ConfigureAwait(false) is { } row
            ? (IntentColumns.Read(row.Row), row.ETag)
            : null;

    /// <summary>The blob that a row names; null where it names none, or is not there.</summary>
    public async Task<string?> FindBlobAsync(string sessionId, string rowKey, CancellationToken cancellationToken) =>
        (await FindAsync(sessionId, rowKey, cancellationToken).ConfigureAwait(false))?.Row.TextOrNull(TurnEntity.Blob);

    /// <summary>The row of what is parked under a key.</summary>
    public Task<AzureRow?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        FindAsync(sessionId, ParkedEntity.RowKey(key), cancellationToken);

    /// <summary>The rows from one key to another, the last not included, in the order of their keys.</summary>
    public async IAsyncEnumerable<StoredRow> ReadRangeAsync(
        string sessionId, string from, string to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {sessionId} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return AzureRow.Of(row, seals).Row;
        }
    }

    /// <summary>The present states of a session's intents.</summary>
    public async IAsyncEnumerable<TurnIntent> ReadIntentsAsync(
        string sessionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ReadRangeAsync(sessionId, "intent-", "intent.", cancellationToken).ConfigureAwait(false))
        {
            yield return IntentColumns.Read(row);
        }
    }

    /// <summary>Adds the head of a new session.</summary>
    /// <returns>False when there is one.</returns>
    public async Task<bool> AddHeadAsync(HeadEntity head, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(seals.Seal(head.ToRow()), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Marks a session as deleted.</summary>
    /// <returns>False when another write came first.</returns>
    public async Task<bool> MarkDeletedAsync(HeadEntity head, string writeId, CancellationToken cancellationToken)
    {
        try
        {
            var marked = seals.Seal((head with { DeletedBy = writeId }).ToRow());
            await table.UpdateEntityAsync(marked, head.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Writes a head as it is, so that no change that was prepared before is committed any more: it is prepared anew.</summary>
    /// <returns>False when another write came first, or the head is of an earlier version, which only a change of it upgrades.</returns>
    public async Task<bool> TouchAsync(HeadEntity head, CancellationToken cancellationToken)
    {
        try
        {
            if (!head.IsOfVersionOne)
            {
                await table.UpdateEntityAsync(seals.Seal(head.ToRow()), head.ETag, TableUpdateMode.Replace, cancellationToken)
                    .ConfigureAwait(false);
            }

            return !head.IsOfVersionOne;
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Stores a change as a whole.</summary>
    /// <returns>False when another write came first; nothing was stored.</returns>
    public async Task<bool> CommitAsync(SessionChange change, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(change.ToActions(seals), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 409 or 412)
        {
            // The SDK may have asked again after an answer that was lost, and then it is our own write that came first.
            return await IsStoredAsync(change, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            if (await IsStoredAsync(change, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            throw;
        }
    }

    private async Task<int> CountOpenAsync(string sessionId, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var row in ReadIntentsAsync(sessionId, cancellationToken).ConfigureAwait(false))
        {
            count += row.End is null ? 1 : 0;
        }

        return count;
    }

    private static bool IsLost(Exception exception, CancellationToken cancellationToken) =>
        exception is RequestFailedException or AggregateException // AggregateException: what the SDK throws after its last retry
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested); // the SDK's own timeout

    private async Task<bool> IsStoredAsync(SessionChange change, CancellationToken cancellationToken) =>
        await FindAsync(change.SessionId, change.RowKey, cancellationToken).ConfigureAwait(false) is { } row
        && row.Row.Text(ChangeEntity.WrittenBy) == change.WriteId;

    private async Task<AzureRow?> FindAsync(string sessionId, string rowKey, CancellationToken cancellationToken)
    {
        if (!IsPartitionKey(sessionId))
        {
            return null;
        }

        return await table.FindAsync(sessionId, rowKey, cancellationToken).ConfigureAwait(false) is { } row
            ? AzureRow.Of(row, seals)
            : null;
    }

    // "The following characters are not allowed in values for the PartitionKey": no session can have such an id.
    private static bool IsPartitionKey(string id) =>
        id.Length <= AzureLimits.KeyChars && !id.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c));
}

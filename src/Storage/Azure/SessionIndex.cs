using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>
/// The ids of all sessions, in partitions of their own, because a table can only be listed by partition: the id of each session under
/// <c>index-</c> and its first character.
/// </summary>
/// <remarks>
/// An id is added before its session, and once more behind it, and removed after it: each session has one, and one without a session is
/// left from a crash. Who removes one has seen it before he found no session, so that he takes none that was added with a session since.
/// </remarks>
internal sealed class SessionIndex(TableClient table)
{
    private const string Prefix = "index-";

    /// <summary>Adds an id; one that is there gets another state.</summary>
    public async Task AddAsync(SessionHead head, CancellationToken cancellationToken) => await table.UpsertEntityAsync(
        new TableEntity(Partition(head.SessionId), head.SessionId) { ["added_at"] = RowTime.Text(head.LastUsedAt) },
        TableUpdateMode.Replace,
        cancellationToken).ConfigureAwait(false);

    /// <summary>The state of an id, or null when it is not there.</summary>
    public async Task<ETag?> FindAsync(string sessionId, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(Partition(sessionId), sessionId, cancellationToken).ConfigureAwait(false);
        return row?.ETag;
    }

    /// <summary>Removes an id that is still in the state in which it was seen.</summary>
    /// <returns>False where it was added anew since, and stays.</returns>
    public async Task<bool> RemoveAsync(string sessionId, ETag seen, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(Partition(sessionId), sessionId, seen, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            return gone.Status == 404;
        }
    }

    /// <summary>The ids in ordinal order, with the time at which each was added and its state.</summary>
    /// <param name="after">Only the ids after this one; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async IAsyncEnumerable<(string SessionId, DateTimeOffset AddedAt, ETag Seen)> ListAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // '.' follows '-'. A partition's name begins as its ids do, so that ids are in order over all of them.
        var filter = string.IsNullOrEmpty(after)
            ? TableClient.CreateQueryFilter($"PartitionKey ge {Prefix} and PartitionKey lt {"index."}")
            : TableClient.CreateQueryFilter($"PartitionKey ge {Partition(after)} and PartitionKey lt {"index."} and RowKey gt {after}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // A time that cannot be read does not end the listing: it only says how long an id has had no session.
            var isRead = DateTimeOffset.TryParse(row.GetString("added_at"), CultureInfo.InvariantCulture, out var addedAt);
            yield return (row.RowKey, isRead ? addedAt : DateTimeOffset.MaxValue, row.ETag);
        }
    }

    private static string Partition(string sessionId) => Prefix + sessionId[0];
}

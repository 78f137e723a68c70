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
/// An id is added before its session and removed after it: each session has one, and one without a session is left from a crash.
/// </remarks>
internal sealed class SessionIndex(TableClient table)
{
    private const string Prefix = "index-";

    /// <summary>Adds an id, or finds it there.</summary>
    public async Task AddAsync(SessionHead head, CancellationToken cancellationToken) => await table.UpsertEntityAsync(
        new TableEntity(Partition(head.SessionId), head.SessionId) { ["added_at"] = RowTime.Text(head.LastUsedAt) },
        TableUpdateMode.Replace,
        cancellationToken).ConfigureAwait(false);

    /// <summary>Adds an id where it is not there.</summary>
    public async Task EnsureAsync(SessionHead head, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(Partition(head.SessionId), head.SessionId, cancellationToken).ConfigureAwait(false) is null)
        {
            await AddAsync(head, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes an id, where it is there.</summary>
    public async Task RemoveAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(Partition(sessionId), sessionId, ETag.All, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
        }
    }

    /// <summary>The ids in ordinal order, with the time at which each was added.</summary>
    /// <param name="after">Only the ids after this one; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async IAsyncEnumerable<(string SessionId, DateTimeOffset AddedAt)> ListAsync(
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
            yield return (row.RowKey, isRead ? addedAt : DateTimeOffset.MaxValue);
        }
    }

    private static string Partition(string sessionId) => Prefix + sessionId[0];
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>
/// The names of all parked turns that wait, in partitions of their own, as <see cref="SessionIndex"/> has the ids of sessions: under
/// <c>waiting-</c> and the first character of the session's id.
/// </summary>
/// <remarks>
/// A name is added before its turn is parked and removed after it ended: each turn that waits has one, and one without a turn that waits is
/// left from a crash.
/// </remarks>
internal sealed class WaitingIndex(TableClient table)
{
    private const string Prefix = "waiting-";
    private const string Session = "session_id";

    /// <summary>Adds a name, or finds it there.</summary>
    public async Task AddAsync(string sessionId, ParkedTurn turn, CancellationToken cancellationToken) => await table.UpsertEntityAsync(
        new TableEntity(Partition(sessionId), RowKey(sessionId, turn.Key))
        {
            [Session] = sessionId,
            [ParkedColumns.Key] = turn.Key,
            ["added_at"] = RowTime.Text(turn.ParkedAt),
        },
        TableUpdateMode.Replace,
        cancellationToken).ConfigureAwait(false);

    /// <summary>The state of a name, or null when it is not there.</summary>
    public async Task<ETag?> FindAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(Partition(sessionId), RowKey(sessionId, key), cancellationToken).ConfigureAwait(false);
        return row?.ETag;
    }

    /// <summary>Removes a name that is still in the state in which it was seen.</summary>
    public async Task RemoveAsync(string sessionId, string key, ETag seen, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(Partition(sessionId), RowKey(sessionId, key), seen, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Another process removed it, or parks anew.
        }
    }

    /// <summary>The names, with the time at which each was added and its state.</summary>
    public IAsyncEnumerable<(ParkedName Name, DateTimeOffset AddedAt, ETag Seen)> ListAsync(CancellationToken cancellationToken) =>
        // '.' follows '-'.
        ReadAsync(TableClient.CreateQueryFilter($"PartitionKey ge {Prefix} and PartitionKey lt {"waiting."}"), cancellationToken);

    /// <summary>The names of a session.</summary>
    public IAsyncEnumerable<(ParkedName Name, DateTimeOffset AddedAt, ETag Seen)> ListAsync(
        string sessionId, CancellationToken cancellationToken)
    {
        // A space is in no id, so that no other one's names begin like this.
        var (from, to) = ($"{sessionId} {ParkedEntity.Prefix}", $"{sessionId} {ParkedEntity.End}");
        return ReadAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition(sessionId)} and RowKey ge {from} and RowKey lt {to}"),
            cancellationToken);
    }

    private async IAsyncEnumerable<(ParkedName Name, DateTimeOffset AddedAt, ETag Seen)> ReadAsync(
        string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            var isRead = DateTimeOffset.TryParse(row.GetString("added_at"), CultureInfo.InvariantCulture, out var addedAt);
            var name = new ParkedName(row.GetString(Session), row.GetString(ParkedColumns.Key));
            yield return (name, isRead ? addedAt : DateTimeOffset.MaxValue, row.ETag);
        }
    }

    private static string Partition(string sessionId) => Prefix + sessionId[0];

    private static string RowKey(string sessionId, string key) => $"{sessionId} {ParkedEntity.RowKey(key)}";
}

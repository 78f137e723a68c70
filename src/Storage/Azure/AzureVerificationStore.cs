using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Verification.Runs;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>Verification runs in an Azure table of their own: a partition a run, and one for the list of them.</summary>
/// <remarks>
/// Thread-safe, and safe for any number of processes. The row with which a run begins to be listed lies in the list alone, under a key that
/// is ordered the other way round, because a table can only be read forwards.
/// </remarks>
public sealed class AzureVerificationStore : IVerificationStore
{
    private const string Index = "runs";
    private const string Json = "json";
    private const string RunId = "run_id";

    /// <summary>The characters of ids, in ordinal order.</summary>
    private const string Characters = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly TableClient _table;

    private AzureVerificationStore(TableClient table) => _table = table;

    /// <summary>Opens a table, and creates it where it is missing.</summary>
    /// <param name="connection">As of <see cref="AzureJournal.OpenAsync(string, string, CancellationToken)"/>.</param>
    /// <param name="name">The table's name: 3 to 63 lower-case letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FormatException"><paramref name="connection"/> is neither.</exception>
    /// <exception cref="IOException">The account cannot be used; it says why in one line.</exception>
    public static async Task<AzureVerificationStore> OpenAsync(string connection, string name, CancellationToken cancellationToken)
    {
        var store = AzureStore.Connect(connection, name);
        await store.EnsureTableAloneAsync(cancellationToken).ConfigureAwait(false);
        return new(store.Table);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, IVerificationStore.MaxRowBytes, nameof(json));
        var (partition, row) = Place(runId, name);
        var writeId = Guid.NewGuid().ToString("N");
        var entity = new TableEntity(partition, row) { [RunId] = runId, [ChangeEntity.WrittenBy] = writeId };
        LongField.Split(entity, Json, json);
        try
        {
            await _table.AddEntityAsync(entity, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            // Ours when the SDK asked again after an answer that was lost. A row of an earlier build does not say whose it is.
            return await _table.FindAsync(partition, row, cancellationToken).ConfigureAwait(false) is { } present
                && present.GetString(ChangeEntity.WrittenBy) == writeId;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken)
    {
        var (partition, row) = Place(runId, name);
        return await _table.FindAsync(partition, row, cancellationToken).ConfigureAwait(false) is { } entity
            ? Joined(entity)
            : default(ReadOnlyMemory<byte>?);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(
        string runId, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // '~' follows every character of a name.
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {runId} and RowKey ge {prefix} and RowKey lt {prefix + '~'}");
        await foreach (var entity in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return (entity.RowKey, Joined(entity));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Index} and RowKey gt {(before is null ? "" : Backwards(before))}");
        await foreach (var entity in _table.QueryAsync<TableEntity>(filter, select: [RunId], cancellationToken: cancellationToken)
            .ConfigureAwait(false))
        {
            yield return entity.GetString(RunId);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        var (index, row) = Place(runId, IVerificationStore.RunRow);
        await DeleteRowAsync(index, row, cancellationToken).ConfigureAwait(false);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {runId}");
        var rows = _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken);
        await foreach (var entity in rows.ConfigureAwait(false))
        {
            await DeleteRowAsync(entity.PartitionKey, entity.RowKey, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeleteRowAsync(string partition, string row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
        }
    }

    private static (string Partition, string Row) Place(string runId, string name) =>
        name == IVerificationStore.RunRow ? (Index, Backwards(runId)) : (runId, name);

    /// <summary>
    /// A key in the opposite order: each character's mirror image among those that ids have, and a sign at the end that follows them all,
    /// so that of two ids the one that begins the other comes after it.
    /// </summary>
    private static string Backwards(string runId) => string.Create(runId.Length + 1, runId, (key, id) =>
    {
        for (var i = 0; i < id.Length; i++)
        {
            key[i] = Characters[Characters.Length - 1 - Characters.IndexOf(id[i], StringComparison.Ordinal)];
        }

        key[^1] = '~';
    });

    private static byte[] Joined(TableEntity entity)
    {
        using var bytes = new MemoryStream();
        for (var part = 0; entity.TryGetValue(StoredRow.PartName(Json, part), out var piece) && piece is byte[] some; part++)
        {
            bytes.Write(some);
        }

        return bytes.ToArray();
    }
}

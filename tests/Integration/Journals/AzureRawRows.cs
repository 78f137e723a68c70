using Azure;
using Azure.Data.Tables;
using Tito.Tests.Unit.Journals.Seals;

namespace Tito.Tests.Integration.Journals;

/// <summary>The rows of an Azure table.</summary>
/// <param name="table">The table.</param>
internal sealed class AzureRawRows(TableClient table) : IRawRows
{
    public async Task<List<RawRow>> ReadAsync(string sessionId, CancellationToken cancellationToken) =>
        await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {sessionId}"), cancellationToken: cancellationToken)
            .Select(row => new RawRow(row.RowKey.Split('-')[0], row.Where(column => column.Key is not ("Timestamp" or "odata.etag")).ToDictionary(column => column.Key, column => (object?)column.Value)))
            .ToListAsync(cancellationToken);

    public async Task WriteAsync(RawRow row, CancellationToken cancellationToken) =>
        await table.UpdateEntityAsync(new TableEntity(row.Columns), ETag.All, TableUpdateMode.Replace, cancellationToken);
}

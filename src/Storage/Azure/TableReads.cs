using Azure.Data.Tables;

namespace Tito.Storage.Azure;

/// <summary>Reads of single rows, of whatever table.</summary>
internal static class TableReads
{
    /// <summary>A row as it is stored, or null where there is none.</summary>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return answer.HasValue ? answer.Value : null;
    }
}

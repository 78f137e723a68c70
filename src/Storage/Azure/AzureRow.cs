using Azure;
using Azure.Data.Tables;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>A row that came from the table.</summary>
/// <param name="Row">Its columns, checked.</param>
/// <param name="ETag">Its state as it was read.</param>
internal sealed record AzureRow(StoredRow Row, ETag ETag)
{
    /// <summary>Checks a row.</summary>
    /// <param name="entity">The row as it was read.</param>
    /// <param name="seals">How the journal's rows are sealed.</param>
    /// <exception cref="Tito.Core.Journals.JournalCorruptException">The row is not as it was when it was sealed.</exception>
    public static AzureRow Of(TableEntity entity, RowSeals seals) =>
        new(new(entity.PartitionKey, entity.RowKey, entity, seals), entity.ETag);
}

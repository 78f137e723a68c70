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
    /// <exception cref="Tito.Core.Journals.JournalCorruptException">The row is not as it was when it was sealed.</exception>
    public static AzureRow Of(TableEntity entity) => new(new(entity.PartitionKey, entity.RowKey, entity), entity.ETag);
}

using Parquet;
using Parquet.Schema;

namespace Tito.Cli.Samples;

/// <summary>The values of one column since the last row group, with the levels by which Parquet tells lists and nulls.</summary>
internal interface IParquetColumn
{
    /// <summary>What the file says of the column.</summary>
    Field Field { get; }

    /// <summary>Writes what was added, and forgets it.</summary>
    /// <param name="group">The row group, whose next column this is.</param>
    /// <param name="field">The column's leaf in the schema.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task WriteAsync(ParquetRowGroupWriter group, DataField field, CancellationToken cancellationToken);
}

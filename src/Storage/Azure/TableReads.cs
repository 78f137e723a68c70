using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Tito.Storage.Azure;

/// <summary>Reads of single rows, of whatever table.</summary>
internal static class TableReads
{
    /// <summary>A row as it is stored, or null where there is none.</summary>
    /// <exception cref="RequestFailedException">The table is not there, which does not say that the row never was.</exception>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (answer.HasValue)
        {
            return answer.Value;
        }

        // To the SDK every 404 is a row that is not there. The error's code is in its body alone, and no exception is made for a row.
        return answer.GetRawResponse().Content.ToMemory().Span.IndexOf("\"TableNotFound\""u8) < 0
            ? null
            : throw new RequestFailedException(404, "The table is not there.", TableErrorCode.TableNotFound.ToString(), null);
    }
}

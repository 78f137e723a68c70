using Azure.Data.Tables;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>A field that may be longer than a column of the table service: 64 KiB in its own column, the rest in numbered ones.</summary>
internal static class LongField
{
    /// <summary>Puts a field into a row; an empty one is no column.</summary>
    public static void Split(TableEntity row, string name, ReadOnlyMemory<byte> bytes)
    {
        for (var (part, start) = (0, 0); start < bytes.Length; part++, start += AzureLimits.PropertyBytes)
        {
            row[StoredRow.PartName(name, part)] = bytes[start..Math.Min(bytes.Length, start + AzureLimits.PropertyBytes)].ToArray();
        }
    }
}

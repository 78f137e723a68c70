using System.Text.Json;
using Azure.Data.Tables;

namespace Tito.Tests.Integration.Journals;

/// <summary>
/// Rows of an Azure table in a file: one object each; a name ends in <c>@bytes</c> (hexadecimal), <c>@int32</c> or <c>@int64</c> where the
/// column is not a text and not a flag.
/// </summary>
internal static class StoredRows
{
    /// <summary>Puts the rows of a file into a table, one by one and as they are.</summary>
    public static async Task AddAsync(TableClient table, byte[] file, CancellationToken cancellationToken)
    {
        foreach (var row in JsonElement.Parse(file).EnumerateArray())
        {
            await table.AddEntityAsync(Row(row), cancellationToken);
        }
    }

    private static TableEntity Row(JsonElement row)
    {
        var entity = new TableEntity();
        foreach (var column in row.EnumerateObject())
        {
            var (name, type) = column.Name.Split('@') is [var plain, var suffix] ? (plain, suffix) : (column.Name, "");
            entity[name] = (type, column.Value.ValueKind) switch
            {
                ("bytes", _) => Convert.FromHexString(column.Value.GetString()!),
                ("int32", _) => column.Value.GetInt32(),
                ("int64", _) => column.Value.GetInt64(),
                (_, JsonValueKind.String) => column.Value.GetString()!,
                _ => column.Value.GetBoolean(),
            };
        }

        return entity;
    }
}

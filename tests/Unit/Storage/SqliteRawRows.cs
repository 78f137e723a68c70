using Tito.Storage.Rows;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Journals.Seals;

namespace Tito.Tests.Unit.Storage;

/// <summary>The rows of a SQLite file.</summary>
/// <param name="path">The file.</param>
internal sealed class SqliteRawRows(string path) : IRawRows
{
    private static readonly string[] Tables = ["sessions", "turns", "intents", "parked"];

    public async Task<List<RawRow>> ReadAsync(string sessionId, CancellationToken cancellationToken)
    {
        using var connection = Open();
        var rows = new List<RawRow>();
        foreach (var table in Tables)
        {
            var command = connection.Prepare($"SELECT * FROM {table} WHERE session_id = $session_id");
            command.Parameters.AddWithValue("$session_id", sessionId);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new(table, Enumerable.Range(0, reader.FieldCount).Where(column => !reader.IsDBNull(column)).ToDictionary(reader.GetName, column => (object?)reader.GetValue(column))));
            }
        }

        return rows;
    }

    public async Task WriteAsync(RawRow row, CancellationToken cancellationToken)
    {
        using var connection = Open();
        var names = row.Columns.Keys.ToList();
        var command = connection.Prepare($"INSERT OR REPLACE INTO {row.Kind} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(name => "$" + name))})");
        foreach (var name in names)
        {
            command.Parameters.AddWithValue("$" + name, row.Columns[name]);
        }

        Assert.Equal(1, await command.ExecuteNonQueryAsync(cancellationToken));
    }

    private SqliteStatements Open() => new($"Data Source={path};Pooling=False", RowSeals.Plain);
}

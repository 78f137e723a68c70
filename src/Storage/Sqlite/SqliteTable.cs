using Microsoft.Data.Sqlite;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>One table of the journal, with rows that are sealed as they are written and checked as they are read.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Key">The column by which the rows of a session differ and are ordered.</param>
/// <param name="RowName">What errors call a row of it.</param>
/// <remarks>Every statement is in the transaction that the connection has open.</remarks>
internal sealed record SqliteTable(string Name, string Key, Func<IDictionary<string, object?>, string> RowName)
{
    /// <summary>The column of the session's id, which every table has.</summary>
    public const string SessionId = "session_id";

    /// <summary>A statement keeps what it wrote until it writes again, and SQLite keeps a copy.</summary>
    private const int MostKept = 1 << 20;

    /// <summary>The heads, a row a session.</summary>
    public static SqliteTable Sessions { get; } = new("sessions", SessionId, _ => "head");

    /// <summary>A row a turn, however long its fields are.</summary>
    public static SqliteTable Turns { get; } = new("turns", "sequence", row => Core.Journals.TurnRow.Name(
        row.TryGetValue("sequence", out var value) && value is long number and >= 0 and <= int.MaxValue ? (int)number : -1));

    /// <summary>The present state of each intent, with the version of the session at its last change.</summary>
    public static SqliteTable Intents { get; } = new(
        "intents", IntentColumns.Key, row => $"intent-{(row.TryGetValue(IntentColumns.Key, out var key) ? key : "")}");

    /// <summary>What is parked, a row a key.</summary>
    public static SqliteTable Parked { get; } = new("parked", ParkedColumns.Key, row => Core.Journals.ParkedTurn.RowName(
        row.TryGetValue(ParkedColumns.Key, out var key) && key is string text ? text : ""));

    /// <summary>Adds a row.</summary>
    /// <returns>False when one of its key is there.</returns>
    public bool Add(SqliteStatements connection, IDictionary<string, object?> row) =>
        Write(connection, row, connection.Seals, "INSERT", "ON CONFLICT DO NOTHING");

    /// <summary>Adds a row, or puts it in the place of the one with its key.</summary>
    public void Put(SqliteStatements connection, IDictionary<string, object?> row) => Put(connection, row, connection.Seals);

    /// <summary>The same with a seal of the caller's.</summary>
    public void Put(SqliteStatements connection, IDictionary<string, object?> row, RowSeals seals) =>
        Write(connection, row, seals, "INSERT OR REPLACE", "");

    /// <summary>The row of a key; null where there is none.</summary>
    /// <exception cref="Core.Journals.JournalCorruptException">The row is not as it was when it was sealed, or of another key.</exception>
    public StoredRow? Find(SqliteStatements connection, string sessionId, string key) =>
        Read(connection, sessionId, $"{Key} = $value", key).SingleOrDefault() is not { } row ? null
        : row.Text(Key) == key ? row
        : throw row.Corrupt($"it is found under {key}, which is not its own.");

    /// <summary>The rows of a session for which a condition holds, in the order of the table's key.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="condition">SQL over the columns and <c>$value</c>: a constant of the program.</param>
    /// <param name="value">What <c>$value</c> stands for.</param>
    /// <exception cref="Core.Journals.JournalCorruptException">
    /// A row is not as it was when it was sealed, or of another session: what is equal to an id, the file itself says.
    /// </exception>
    public IEnumerable<StoredRow> Read(SqliteStatements connection, string sessionId, string condition, object value) =>
        ReadUnchecked(connection, sessionId, condition, value)
            .Select(row => new StoredRow(sessionId, RowName(row), row, connection.Seals))
            .Select(row => row.Text(SessionId) == sessionId ? row : throw row.Corrupt($"it is of session {row.Text(SessionId)}."));

    /// <summary>The same rows, whether their seals hold or not: each column that has a value.</summary>
    public IEnumerable<Dictionary<string, object?>> ReadUnchecked(
        SqliteStatements connection, string sessionId, string condition, object value)
    {
        var command = connection.Prepare($"SELECT * FROM {Name} WHERE session_id = $session_id AND {condition} ORDER BY {Key};");
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$value", value);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return Columns(reader);
        }
    }

    private static Dictionary<string, object?> Columns(SqliteDataReader reader)
    {
        var row = new Dictionary<string, object?>(reader.FieldCount, StringComparer.Ordinal);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            if (!reader.IsDBNull(column))
            {
                row[reader.GetName(column)] = reader.GetValue(column);
            }
        }

        return row;
    }

    private bool Write(SqliteStatements connection, IDictionary<string, object?> row, RowSeals seals, string verb, string tail)
    {
        // SQLite has one kind of whole number, and the seal is over what comes back.
        foreach (var (name, value) in row.ToList())
        {
            row[name] = value switch
            {
                int number => (long)number,
                bool flag => flag ? 1L : 0L,
                _ => value,
            };
        }

        seals.Seal(row);
        var values = string.Join(", ", row.Keys.Select(name => "$" + name));
        var sql = $"{verb} INTO {Name} ({string.Join(", ", row.Keys)}) VALUES ({values}) {tail};";
        var command = connection.Prepare(sql);
        foreach (var (name, value) in row)
        {
            command.Parameters.AddWithValue("$" + name, value);
        }

        var isWritten = command.ExecuteNonQuery() == 1;
        if (row.Values.Any(value => value is byte[] { Length: > MostKept }))
        {
            connection.Forget(sql);
        }

        return isWritten;
    }
}

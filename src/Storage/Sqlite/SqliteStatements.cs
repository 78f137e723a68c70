using Microsoft.Data.Sqlite;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>A connection with the statements that were prepared on it, so that each is parsed once. Used by one thread at a time.</summary>
/// <remarks>Every statement is in the transaction that was begun here last, if it has not ended.</remarks>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>Opens a connection with the settings of the journal.</summary>
    /// <param name="connectionString">Names the file.</param>
    /// <param name="seals">How the rows of the journal are sealed.</param>
    /// <exception cref="SqliteException">The file is not a SQLite database, or cannot be opened.</exception>
    public SqliteStatements(string connectionString, RowSeals seals)
    {
        _connection = new(connectionString);
        Seals = seals;
        _connection.Open();
        SqliteSchema.Configure(this);
    }

    /// <summary>How the rows of the journal are sealed.</summary>
    public RowSeals Seals { get; }

    /// <summary>The file that the connection is to.</summary>
    public string File => _connection.DataSource;

    /// <summary>
    /// A statement, or several, without values for parameters. It is the connection's own: the caller does not dispose it.
    /// </summary>
    /// <param name="sql">A constant of the program.</param>
    public SqliteCommand Prepare(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: every caller passes constants of this assembly
            command.CommandText = sql;
#pragma warning restore CA2100
            _prepared.Add(sql, command);
        }

        command.Parameters.Clear();
        return command;
    }

    /// <summary>Drops a statement with the values that it holds.</summary>
    /// <param name="sql">What was prepared.</param>
    public void Forget(string sql)
    {
        if (_prepared.Remove(sql, out var command))
        {
            command.Dispose();
        }
    }

    /// <summary>Runs statements that are run once, as those of the schema.</summary>
    /// <param name="sql">A constant of the program.</param>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: every caller passes constants of this assembly
        command.CommandText = sql;
#pragma warning restore CA2100

        // Not ExecuteNonQuery: it swallows the errors of what follows a statement with a result, and ALTER TABLE of a STRICT table has one.
        using var reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
            }
        }
        while (reader.NextResult());
    }

    /// <summary>Begins a transaction in which all that is read is of one instant.</summary>
    public void BeginRead() => Prepare("BEGIN;").ExecuteNonQuery();

    /// <summary>Begins a transaction that no other writer comes between; waits for one that is under way in another process.</summary>
    public void BeginWrite() => Prepare("BEGIN IMMEDIATE;").ExecuteNonQuery();

    /// <summary>Ends the transaction and keeps what it wrote.</summary>
    public void Commit() => Prepare("COMMIT;").ExecuteNonQuery();

    /// <summary>Closes the connection; a transaction that has not ended is undone.</summary>
    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }
}

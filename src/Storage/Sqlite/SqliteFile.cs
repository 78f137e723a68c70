using Microsoft.Data.Sqlite;
using Tito.Core.Journals;

namespace Tito.Storage.Sqlite;

/// <summary>A SQLite file, whose connections come from the driver's pool.</summary>
/// <param name="path">The file; its folder must exist.</param>
internal sealed class SqliteFile(string path)
{
    // https://sqlite.org/rescode.html
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();

    /// <summary>A connection with the settings of the journal, which the caller disposes.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqliteSchema.Configure(connection);
        return connection;
    }

    /// <summary>Reads in one transaction, so that all rows are of one instant.</summary>
    /// <param name="sessionId">The session that is read, for errors.</param>
    /// <param name="read">Reads.</param>
    /// <param name="cancellationToken">Not looked at once the read has begun.</param>
    /// <exception cref="JournalCorruptException">SQLite cannot find the rows in its file any more.</exception>
    public T Read<T>(string sessionId, Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var connection = Connect();
            using var transaction = connection.BeginTransaction(deferred: true);
            return read(connection);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            throw new JournalCorruptException(sessionId, "file", $"the file is damaged where its rows are: {damaged.Message}", damaged);
        }
    }

    /// <summary>Reads and writes in one transaction, which no other writer comes between.</summary>
    /// <param name="write">Reads and writes. When it throws, nothing is stored.</param>
    /// <param name="cancellationToken">Not looked at once the transaction has begun.</param>
    public T Write<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = write(connection);
        transaction.Commit();
        return result;
    }
}

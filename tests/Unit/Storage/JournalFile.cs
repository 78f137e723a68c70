using Microsoft.Data.Sqlite;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;

namespace Tito.Tests.Unit.Storage;

/// <summary>A SQLite journal in a folder of its own, open to the tests' own statements.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tito-journal-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "journal.db");

    public SqliteJournal Open() => SqliteJournal.Open(Path);

    public SqliteJournal Open(RowSeals seals) => SqliteJournal.Open(Path, seals);

    /// <summary>Runs a statement on the file and returns how many rows it changed.</summary>
    public int Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the statements are constants of the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    /// <summary>The number that a question has for an answer.</summary>
    public long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the statements are constants of the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Seals every row as it is, as who damages a row and knows how would.</summary>
    public void Seal()
    {
        using var connection = new SqliteStatements($"Data Source={Path};Pooling=False", RowSeals.Plain);
        SqliteUpgrade.SealAll(connection, RowSeals.Plain);
    }

    public void Dispose()
    {
        SqliteJournal.ReleaseFiles(Path);
        _folder.Delete(recursive: true);
    }
}

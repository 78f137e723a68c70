using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;

namespace Tito.Storage.Sqlite;

/// <summary>
/// The connections that a process keeps to the file it opened first, and to the log beside it to which commits go (<c>-wal</c>), to know
/// whether both are still at their paths. What was removed or replaced goes on taking writes as long as it is open, and nobody finds them
/// afterwards.
/// </summary>
/// <remarks>
/// Thread-safe: SQLite's own mutex is around the question, and each use is counted, so that the last one closes them. A connection holds
/// its file's inode, so that no other file can be taken for it. Its file control SQLITE_FCNTL_HAS_MOVED
/// (https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html) asks the file system once; where a system has no answer, as Windows, it also
/// lets nobody remove an open file. SQLite answers it for a database alone, so that the log is opened as if it were one, and never read.
/// </remarks>
internal sealed partial class SqliteAnchor : IDisposable
{
    private const int HasMoved = 20;
    private const int Ok = 0;

    private readonly SqliteConnection _connection;
    private readonly SqliteConnection? _log;
    private readonly string _path;
    private int _users = 1;

    /// <summary>Opens the connections; creates the file where there is none, and has it keep a log beside it.</summary>
    /// <param name="connectionString">Names the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteAnchor(string connectionString, string path)
    {
        NativeMemory.GiveBackWhatIsLong();
        _path = path;
        _connection = new(connectionString);
        try
        {
            _connection.Open();
            BeginLog(_connection);
            _log = OpenLog(_connection.DataSource + "-wal");
        }
        catch (SqliteException)
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Does nothing where the file is at its path, with its log beside it.</summary>
    /// <exception cref="JournalUnavailableException">One of the two is not, or another file is there.</exception>
    public void RequireInPlace()
    {
        if (IsAway(_connection))
        {
            throw new JournalUnavailableException(File.Exists(_path)
                ? "Another file is at the journal's path. Put back the one that was opened, or stop the server and start it with this one, "
                    + "without -wal and -shm beside it."
                : "The journal's file is not at its path any more. Put it back, or start the server again.");
        }

        if (_log is not null && IsAway(_log))
        {
            throw new JournalUnavailableException(
                "The journal's log is not beside its file any more. Put it back: a server that is started without it may lack what was "
                + "acknowledged last.");
        }
    }

    /// <summary>Counts one more user. Not to be called after the last one.</summary>
    public SqliteAnchor Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Ends a use; the last one closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            // First: SQLite removes the log with the last connection to the file.
            _log?.Dispose();
            _connection.Dispose();
        }
    }

    /// <summary>
    /// WAL lets readers go on while a turn is committed; it is a property of the file. The log is there from the first read on, for as long
    /// as who read is connected.
    /// </summary>
    private static void BeginLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL;";
        _ = command.ExecuteScalar();
        command.CommandText = "PRAGMA user_version;";
        _ = command.ExecuteScalar();
    }

    /// <summary>Opens the log; null where there is none, as on a file system that cannot share memory.</summary>
    private static SqliteConnection? OpenLog(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var names = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var log = new SqliteConnection(names.ToString());
        log.Open();
        return log;
    }

    private static bool IsAway(SqliteConnection opened) =>
        FileControl(opened.Handle!.DangerousGetHandle(), "main", HasMoved, out var hasMoved) == Ok && hasMoved != 0;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(nint database, string name, int operation, out int result);
}

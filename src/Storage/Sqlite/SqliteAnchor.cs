using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;

namespace Tito.Storage.Sqlite;

/// <summary>
/// The connection that a process keeps to the file it opened first, to know whether that file is still at its path. A file that was removed
/// or replaced goes on taking writes as long as it is open, and nobody finds them afterwards.
/// </summary>
/// <remarks>
/// Thread-safe: SQLite's own mutex is around the question, and each use is counted, so that the last one closes it. The connection holds
/// the file's inode, so that no other file can be taken for it. Its file control SQLITE_FCNTL_HAS_MOVED
/// (https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html) asks the file system once; where a system has no answer, as Windows, it also
/// lets nobody remove an open file.
/// </remarks>
internal sealed partial class SqliteAnchor : IDisposable
{
    private const int HasMoved = 20;
    private const int Ok = 0;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly string _log;
    private bool _hasLog;
    private int _users = 1;

    /// <summary>Opens a connection, which creates the file where there is none.</summary>
    /// <param name="connectionString">Names the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteAnchor(string connectionString, string path)
    {
        NativeMemory.GiveBackWhatIsLong();
        (_path, _log) = (path, path + "-wal");
        _connection = new(connectionString);
        _connection.Open();
    }

    /// <summary>Does nothing where the file is at its path.</summary>
    /// <exception cref="JournalUnavailableException">It is not, or another file is there.</exception>
    public void RequireInPlace()
    {
        var isAsked = FileControl(_connection.Handle!.DangerousGetHandle(), "main", HasMoved, out var hasMoved) == Ok;
        if (isAsked && hasMoved != 0)
        {
            throw new JournalUnavailableException(File.Exists(_path)
                ? "Another file is at the journal's path. Put back the one that was opened, or stop the server and start it with this one, "
                    + "without -wal and -shm beside it."
                : "The journal's file is not at its path any more. Put it back, or start the server again.");
        }
    }

    /// <summary>The same, and that the log beside the file, to which commits go, is there.</summary>
    /// <exception cref="JournalUnavailableException">One of the two is not.</exception>
    public void RequireCommitted()
    {
        RequireInPlace();

        // A file system that cannot share memory has no log beside the file, ever.
        var isThere = File.Exists(_log);
        _hasLog |= isThere;
        if (_hasLog && !isThere)
        {
            throw new JournalUnavailableException("The journal's log is not beside its file any more. Start the server again.");
        }
    }

    /// <summary>Counts one more user. Not to be called after the last one.</summary>
    public SqliteAnchor Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Ends a use; the last one closes the connection.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _connection.Dispose();
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(nint database, string name, int operation, out int result);
}

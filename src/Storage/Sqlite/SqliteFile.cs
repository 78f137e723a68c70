using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>A SQLite file with its open connections.</summary>
/// <remarks>
/// Thread-safe. SQLite lets one writer in at a time, and who finds it busy sleeps; so the writers of this process queue before it, without
/// a thread each.
/// </remarks>
/// <param name="path">The file; its folder must exist.</param>
/// <param name="seals">How the rows of a journal in it are sealed.</param>
#pragma warning disable CA1001 // Types that own disposable fields should be disposable: a semaphore without its wait handle holds nothing
internal sealed class SqliteFile(string path, RowSeals seals)
#pragma warning restore CA1001
{
    // https://sqlite.org/rescode.html
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private static readonly ConcurrentDictionary<SqliteFile, bool> Files = new();

    /// <summary>How long one wait for a lock of another process may take, in seconds; the driver asks again for so long.</summary>
    private const int LockTimeoutSeconds = 10;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Pooling = false,
        DefaultTimeout = LockTimeoutSeconds,
    }.ToString();

    private readonly ConcurrentBag<SqliteStatements> _idle = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writer = new(1, 1);
    private SqliteAnchor? _anchor;

    /// <summary>Closes the idle connections of this process to a file, or to those in a folder.</summary>
    public static void CloseIdle(string place)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        foreach (var file in Files.Keys.Where(file => file.IsAt(full)))
        {
            file.Close();
        }
    }

    private bool IsAt(string place) => Path.GetFullPath(path) is var full
        && full.StartsWith(place, StringComparison.Ordinal)
        && (full.Length == place.Length || full[place.Length] == Path.DirectorySeparatorChar);

    /// <summary>Does some work with a connection.</summary>
    /// <exception cref="JournalUnavailableException">
    /// The file or its log is not at its path any more, before the work or after it; what was written then, or read, is in a file that
    /// nobody will find.
    /// </exception>
    public T Use<T>(Func<SqliteStatements, T> work)
    {
        using var anchor = Anchor();

        // Before a connection is opened too: it would make another log where it finds none.
        anchor.RequireInPlace();
        var connection = _idle.TryTake(out var idle) ? idle : new(_connectionString, seals);
        var isWhole = false;
        try
        {
            var result = work(connection);
            anchor.RequireInPlace();
            isWhole = true;
            return result;
        }
        finally
        {
            // After a failure nobody knows what the connection is in the middle of.
            if (isWhole)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>Reads in one transaction, so that all rows are of one instant.</summary>
    /// <param name="sessionId">The session that is read, for errors.</param>
    /// <param name="read">Reads.</param>
    /// <param name="cancellationToken">Not looked at once the read has begun.</param>
    /// <exception cref="JournalCorruptException">SQLite cannot find the rows in its file any more.</exception>
    public T Read<T>(string sessionId, Func<SqliteStatements, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Use(sessionId, connection =>
        {
            connection.BeginRead();
            var result = read(connection);
            connection.Commit();
            return result;
        });
    }

    /// <summary>Reads and writes in one transaction, which no other writer comes between.</summary>
    /// <param name="sessionId">The session that is changed, for errors.</param>
    /// <param name="write">Reads and writes. When it throws, nothing is stored.</param>
    /// <param name="cancellationToken">Ends the wait for other writers; not looked at once the transaction has begun.</param>
    /// <exception cref="JournalCorruptException">SQLite cannot find the rows in its file any more.</exception>
    public async ValueTask<T> WriteAsync<T>(string sessionId, Func<SqliteStatements, T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Use(sessionId, connection =>
            {
                connection.BeginWrite();
                var result = write(connection);
                connection.Commit();
                return result;
            });
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Does some work for a session, and names it where the file is damaged.</summary>
    private T Use<T>(string sessionId, Func<SqliteStatements, T> work)
    {
        try
        {
            return Use(work);
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            throw new JournalCorruptException(sessionId, "file", $"the file is damaged where its rows are: {damaged.Message}", damaged);
        }
    }

    private SqliteAnchor Anchor()
    {
        lock (_lock)
        {
            // Through the list, so that it is closed with the idle connections.
            Files.TryAdd(this, true);
            return (_anchor ??= new(_connectionString, path)).Share();
        }
    }

    private void Close()
    {
        Files.TryRemove(this, out _);
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        lock (_lock)
        {
            _anchor?.Dispose();
            _anchor = null;
        }
    }
}

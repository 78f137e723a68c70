using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>A journal in one SQLite file: the embedded default of one machine.</summary>
/// <remarks>
/// Thread-safe, and safe for several processes on one machine. A turn and its head are one transaction. SQLite works synchronously, and so
/// do these methods once their turn has come: a call takes about a disk flush.
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    /// <summary>How many ids a listing reads at a time.</summary>
    private const int PageSize = 1_000;

    private readonly SqliteFile _file;

    private SqliteJournal(SqliteFile file, JournalLimits limits) => (_file, Limits) = (file, limits);

    /// <inheritdoc/>
    public JournalLimits Limits { get; }

    /// <summary>Opens a file, creates it when there is none, and brings one of an earlier release up to this release's version.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidDataException">The file was written by a later release.</exception>
    /// <exception cref="SqliteException">The file is not a SQLite database, or cannot be opened.</exception>
    public static SqliteJournal Open(string path) => Open(path, RowSeals.Plain);

    /// <summary>Opens a file whose rows are sealed in a way of the caller's.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="seals">How rows are sealed, and which are read.</param>
    /// <exception cref="InvalidDataException">The file was written by a later release.</exception>
    /// <exception cref="SqliteException">The file is not a SQLite database, or cannot be opened.</exception>
    public static SqliteJournal Open(string path, RowSeals seals) => Open(path, seals, new());

    /// <summary>Opens a file with limits of its own.</summary>
    internal static SqliteJournal Open(string path, RowSeals seals, JournalLimits limits)
    {
        var file = new SqliteFile(path, seals);
        file.Use(SqliteSchema.Ensure);
        return new(file, limits);
    }

    /// <summary>Closes the idle connections that this process has to a journal, so that its file can be moved or removed.</summary>
    /// <param name="path">The file, or a folder that it lies in, at whatever depth.</param>
    public static void ReleaseFiles(string path) => SqliteFile.CloseIdle(path);

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        _file.WriteAsync(head.SessionId, connection => SqliteRows.AddHead(connection, head), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        await ReadAsync(sessionId, static (connection, head) => SqliteRows.ReadAll(connection, head), cancellationToken)
            .ConfigureAwait(false) is { } stored
            ? SessionReader.Read(stored)
            : null;

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_file.Read(known.Head.SessionId, connection => Refresh(connection, known), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class =>
        _file.WriteAsync(sessionId, connection => Change(connection, sessionId, key, decide), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        _file.WriteAsync(sessionId, connection => Delete(connection, sessionId, version), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        AscendingIds.Of(ListPagesAsync(after, cancellationToken), after, cancellationToken);

    private async IAsyncEnumerable<string> ListPagesAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        for (var page = List(after ?? ""); page.Count > 0; page = List(page[^1]))
        {
            foreach (var sessionId in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return sessionId;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_file.Read(sessionId, connection => SqliteRows.ReadHead(connection, sessionId), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) => ReadAsync(
        sessionId,
        static (connection, head) => SqliteRows.ReadAll(connection, head) with
        {
            Parked = SqliteParked.ReadAll(connection, head.SessionId),
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_file.Read(sessionId, connection => SqliteParked.Find(connection, sessionId, key), cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _file.Use(SqliteParked.ListWaiting).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TurnShape>?> ReadShapeAsync(string sessionId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_file.Read<ImmutableArray<TurnShape>?>(
            sessionId,
            connection => SqliteRows.ReadHead(connection, sessionId) is null ? null : SqliteRows.ReadShape(connection, sessionId),
            cancellationToken));

    /// <summary>Does nothing: a transaction of SQLite is stored whole or not at all.</summary>
    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    private ValueTask<SessionRows?> ReadAsync(
        string sessionId, Func<SqliteStatements, SessionHead, SessionRows> read, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_file.Read(
            sessionId,
            connection => SqliteRows.ReadHead(connection, sessionId) is { } head ? read(connection, head) : null,
            cancellationToken));

    private static JournaledSession? Refresh(SqliteStatements connection, JournaledSession known) =>
        SqliteRows.ReadHead(connection, known.Head.SessionId) switch
        {
            null => null,
            var head when head == known.Head => known,
            var head when known.CanGrowInto(head) => SessionReader.Extend(known, SqliteRows.ReadAfter(connection, known, head)),
            var head => SessionReader.Read(SqliteRows.ReadAll(connection, head)),
        };

    private static bool Delete(SqliteStatements connection, string sessionId, long? version) =>
        (version is null || SqliteRows.ReadHead(connection, sessionId)?.Version == version) && SqliteRows.Delete(connection, sessionId);

    private static TOutcome? Change<TOutcome>(
        SqliteStatements connection, string sessionId, string? key, SessionDecision<TOutcome> decide)
        where TOutcome : class
    {
        if (SqliteRows.ReadHead(connection, sessionId) is not { } head)
        {
            return null;
        }

        var (step, outcome) = decide(head, key is null ? null : SqliteRows.FindIntent(connection, sessionId, key));
        if (step is not null)
        {
            SqliteRows.Store(connection, step);
        }

        return outcome;
    }

    private List<string> List(string after)
    {
        return _file.Use(connection => SqliteRows.ListIds(connection, after, PageSize));
    }
}

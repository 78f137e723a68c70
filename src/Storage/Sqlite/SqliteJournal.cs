using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Sqlite;

/// <summary>A journal in one SQLite file: the embedded default of one machine.</summary>
/// <remarks>
/// Thread-safe, and safe for several processes on one machine. Each call opens a connection from the driver's pool; a turn and its
/// head are one transaction. SQLite works synchronously, and so do these methods: a call takes about a disk flush.
/// </remarks>
public sealed class SqliteJournal : ISessionJournal
{
    /// <summary>How many ids a listing reads at a time.</summary>
    private const int PageSize = 1_000;

    // https://sqlite.org/rescode.html
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private readonly string _connectionString;
    private readonly JournalLimits _limits;

    private SqliteJournal(string connectionString, JournalLimits limits) => (_connectionString, _limits) = (connectionString, limits);

    /// <summary>Opens a file, creates it when there is none, and brings one of an earlier release up to this release's version.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidDataException">The file was written by a later release.</exception>
    /// <exception cref="SqliteException">The file is no SQLite database, or cannot be opened.</exception>
    public static SqliteJournal Open(string path) => Open(path, new());

    /// <summary>Opens a file with limits of its own.</summary>
    internal static SqliteJournal Open(string path, JournalLimits limits)
    {
        var journal = new SqliteJournal(new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString(), limits);
        using var connection = journal.Connect();
        SqliteSchema.Ensure(connection);
        return journal;
    }

    /// <summary>Closes the pooled connections of all journals of this process, so that their files can be moved or removed.</summary>
    public static void ReleaseFiles() => SqliteConnection.ClearAllPools();

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        return ValueTask.FromResult(SqliteRows.AddHead(connection, head));
    }

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        await ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } stored ? SessionReader.Read(stored) : null;

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(sessionId, connection => SqliteRows.ReadHead(connection, sessionId) is { } head ? ReadAll(connection, head) : null));
    }

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(known.Head.SessionId, connection => SqliteRows.ReadHead(connection, known.Head.SessionId) switch
        {
            null => null,
            var head when head == known.Head => known,
            var head when known.CanGrowInto(head) => SessionReader.Extend(known, ReadBehind(connection, known, head)),
            var head => SessionReader.Read(ReadAll(connection, head)),
        }));
    }

    /// <summary>Reads in one transaction, so that all rows are of one instant.</summary>
    private T Read<T>(string sessionId, Func<SqliteConnection, T> read)
    {
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

    private static SessionRows ReadAll(SqliteConnection connection, SessionHead head) => new(
        head, [.. SqliteRows.ReadTurns(connection, head.SessionId, 0)], [.. SqliteRows.ReadIntents(connection, head.SessionId)]);

    private static SessionRows ReadBehind(SqliteConnection connection, JournaledSession known, SessionHead head) => new(
        head,
        [.. SqliteRows.ReadTurns(connection, head.SessionId, known.Head.TurnCount)],
        [.. SqliteRows.ReadIntents(connection, head.SessionId, known.Head.Version)]);

    /// <inheritdoc/>
    public ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken) => ValueTask.FromResult(
        Change(sessionId, intent.Key, (head, holder) => SessionRules.Begin(head, holder, intent), cancellationToken) ?? new BeginOutcome.Gone());

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken)
    {
        var row = TurnRowCodec.Encode(turn);
        return ValueTask.FromResult(row.ByteCount > _limits.TurnBytes
            ? new AppendOutcome.TooLarge(row.ByteCount, _limits.TurnBytes)
            : Change(sessionId, intent.Key, (head, holder) => SessionRules.Append(head, holder, turn, fence, intent), cancellationToken, row) ?? new AppendOutcome.Gone());
    }

    /// <inheritdoc/>
    public ValueTask<MoveOutcome> MoveAsync(string sessionId, Fence fence, int? active, CancellationToken cancellationToken) => ValueTask.FromResult(
        Change(sessionId, null, (head, _) => SessionRules.Move(head, fence, active), cancellationToken) ?? new MoveOutcome.Gone());

    /// <inheritdoc/>
    public ValueTask<SessionHead?> CloseAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) => ValueTask.FromResult(
        Change(sessionId, null, (head, _) => SessionRules.Close(head, at), cancellationToken));

    /// <inheritdoc/>
    public ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken)
    {
        _ = Change(sessionId, intent.Key, (head, holder) => (SessionRules.End(head, holder, intent, failure), ""), cancellationToken);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var isMeant = version is null || SqliteRows.ReadHead(connection, sessionId)?.Version == version;
        var existed = isMeant && SqliteRows.Delete(connection, sessionId);
        transaction.Commit();
        return ValueTask.FromResult(existed);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
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
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(sessionId, connection => SqliteRows.ReadHead(connection, sessionId)));
    }

    /// <summary>Does nothing: a transaction of SQLite leaves nothing behind.</summary>
    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    /// <summary>Decides on the present state and stores the decision, both in one transaction.</summary>
    /// <returns>Null when there is no session.</returns>
    private TOutcome? Change<TOutcome>(
        string sessionId,
        string? key,
        Func<SessionHead, TurnIntent?, (SessionStep? Step, TOutcome Outcome)> decide,
        CancellationToken cancellationToken,
        TurnRow? turn = null)
        where TOutcome : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (SqliteRows.ReadHead(connection, sessionId) is not { } head)
        {
            return null;
        }

        var (step, outcome) = decide(head, key is null ? null : SqliteRows.FindIntent(connection, sessionId, key));
        if (step is not null)
        {
            SqliteRows.Store(connection, step, turn);
            transaction.Commit();
        }

        return outcome;
    }

    private List<string> List(string after)
    {
        using var connection = Connect();
        return SqliteRows.ListIds(connection, after, PageSize);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqliteSchema.Configure(connection);
        return connection;
    }
}

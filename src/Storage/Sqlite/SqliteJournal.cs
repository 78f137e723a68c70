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
    private readonly string _connectionString;

    private SqliteJournal(string connectionString) => _connectionString = connectionString;

    /// <summary>Opens a file, and creates it when there is none.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidDataException">The file was written by another version of the schema.</exception>
    /// <exception cref="SqliteException">The file is no SQLite database, or cannot be opened.</exception>
    public static SqliteJournal Open(string path)
    {
        var journal = new SqliteJournal(new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString());
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
        return ValueTask.FromResult(SqliteRows.InsertHead(connection, head));
    }

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        await ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } stored ? SessionReader.Read(stored) : null;

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();

        // A read transaction: the rows are of one instant.
        using var transaction = connection.BeginTransaction(deferred: true);
        return ValueTask.FromResult(SqliteRows.ReadHead(connection, sessionId) is { } head ? ReadBehind(connection, JournaledSession.Start(head), head) : null);
    }

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        return ValueTask.FromResult(SqliteRows.ReadHead(connection, known.Head.SessionId) switch
        {
            null => null,
            var head when head == known.Head => known,
            var head when known.CanGrowInto(head) => SessionReader.Extend(known, ReadBehind(connection, known, head)),
            var head => SessionReader.Read(ReadBehind(connection, JournaledSession.Start(head), head)),
        });
    }

    private static SessionRows ReadBehind(SqliteConnection connection, JournaledSession known, SessionHead head) => new(
        head,
        [.. SqliteRows.ReadTurns(connection, head.SessionId, known.Head.TurnCount)],
        [.. SqliteIntents.ReadChanged(connection, head.SessionId, known.Head.Version)]);

    /// <inheritdoc/>
    public ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (SqliteRows.ReadHead(connection, sessionId) is not { } head)
        {
            return ValueTask.FromResult<BeginOutcome>(new BeginOutcome.Gone());
        }

        if (SqliteIntents.Find(connection, sessionId, intent.Key) is { } holder && !holder.GivesWay(intent.StartedAt))
        {
            return ValueTask.FromResult<BeginOutcome>(new BeginOutcome.Held(holder));
        }

        SqliteIntents.Store(connection, sessionId, intent, head.Version + 1);
        SqliteRows.SetVersion(connection, sessionId, head.Version + 1);
        transaction.Commit();
        return ValueTask.FromResult<BeginOutcome>(new BeginOutcome.Begun());
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, TurnIntent intent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (SqliteRows.ReadHead(connection, sessionId) is not { } head)
        {
            return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Gone());
        }

        if (!SqliteIntents.End(connection, sessionId, intent, new IntentEnd.Committed(turn.Sequence), head.Version + 1))
        {
            return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Overtaken());
        }

        // The transaction is given up, and the intent stays open.
        if (head.TurnCount != turn.Sequence)
        {
            return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Stale(head.TurnCount));
        }

        SqliteRows.InsertTurn(connection, sessionId, TurnRowCodec.Encode(turn));
        SqliteRows.MoveHead(connection, sessionId, turn.Sequence + 1, head.Version + 1, turn.Digest);
        transaction.Commit();
        return ValueTask.FromResult<AppendOutcome>(new AppendOutcome.Appended());
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (SqliteRows.ReadHead(connection, sessionId) is { } head
            && SqliteIntents.End(connection, sessionId, intent, new IntentEnd.Failed(failure), head.Version + 1))
        {
            SqliteRows.SetVersion(connection, sessionId, head.Version + 1);
            transaction.Commit();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var existed = SqliteRows.Delete(connection, sessionId);
        transaction.Commit();
        return ValueTask.FromResult(existed);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqliteSchema.Configure(connection);
        return connection;
    }
}

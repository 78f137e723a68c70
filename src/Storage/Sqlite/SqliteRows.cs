using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>The rows of sessions, each statement in the transaction that the connection has open.</summary>
internal static class SqliteRows
{
    /// <summary>Adds the head of a new session.</summary>
    /// <returns>False when there is one.</returns>
    public static bool AddHead(SqliteStatements connection, SessionHead head) => SqliteTable.Sessions.Add(connection, HeadRow(head));

    /// <summary>The head of a session.</summary>
    public static SessionHead? ReadHead(SqliteStatements connection, string sessionId) =>
        SqliteTable.Sessions.Find(connection, sessionId, sessionId) is { } row ? HeadColumns.Read(row) : null;

    /// <summary>All rows of a session. No intent is hidden by what its row says of its version.</summary>
    public static SessionRows ReadAll(SqliteStatements connection, SessionHead head) => new(
        head,
        [.. ReadTurns(connection, head.SessionId, 0)],
        [.. SqliteTable.Intents.Read(connection, head.SessionId, "session_id = $value", head.SessionId).Select(IntentColumns.Read)]);

    /// <summary>The rows of a session that a known state of it does not have.</summary>
    public static SessionRows ReadAfter(SqliteStatements connection, JournaledSession known, SessionHead head) => new(
        head,
        [.. ReadTurns(connection, head.SessionId, known.Head.TurnCount)],
        [.. SqliteTable.Intents.Read(connection, head.SessionId, "version > $value", known.Head.Version).Select(IntentColumns.Read)]);

    /// <summary>The shape of a session's turns. SQLite knows the length of a value without reading it.</summary>
    public static ImmutableArray<TurnShape> ReadShape(SqliteStatements connection, string sessionId)
    {
        var command = connection.Prepare(
            "SELECT sequence, parent, length(completion_ids) FROM turns WHERE session_id = $session_id ORDER BY sequence;");
        command.Parameters.AddWithValue("$session_id", sessionId);
        using var reader = command.ExecuteReader();
        var shape = ImmutableArray.CreateBuilder<TurnShape>();
        while (reader.Read())
        {
            var (sequence, parent, length) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
            shape.Add(sequence == shape.Count && parent >= -1 && parent < sequence
                ? new((int)sequence, (int)parent, (int)(length / sizeof(int)))
                : throw new JournalCorruptException(
                    sessionId, TurnRow.Name(shape.Count), $"turn {shape.Count} was expected here, with a parent before it, not {parent}."));
        }

        return shape.DrainToImmutable();
    }

    /// <summary>The intent of a key.</summary>
    public static TurnIntent? FindIntent(SqliteStatements connection, string sessionId, string key) =>
        SqliteTable.Intents.Find(connection, sessionId, key) is { } row ? IntentColumns.Read(row) : null;

    /// <summary>Stores a change: the head, an intent under the head's version, what is parked, and a turn, where there are any.</summary>
    /// <exception cref="JournalCorruptException">A turn of that sequence is stored.</exception>
    public static void Store(SqliteStatements connection, SessionStep step)
    {
        var id = step.Head.SessionId;
        SqliteTable.Sessions.Put(connection, HeadRow(step.Head));
        if (step.Intent is { } intent)
        {
            var row = new Dictionary<string, object?> { [SqliteTable.SessionId] = id, ["version"] = step.Head.Version };
            IntentColumns.Write(row, intent);
            SqliteTable.Intents.Put(connection, row);
        }

        if (step.Parked is { } parked)
        {
            SqliteParked.Store(connection, id, parked);
        }

        if (step.Turn?.Row is { } turn)
        {
            var row = new Dictionary<string, object?> { [SqliteTable.SessionId] = id };
            TurnColumns.Write(row, turn);

            // Two turns of one sequence are never put in each other's place: the transaction fails.
            if (!SqliteTable.Turns.Add(connection, row))
            {
                throw new JournalCorruptException(id, TurnRow.Name(turn.Sequence), "it is stored and the head does not count it.");
            }
        }
    }

    /// <summary>Removes a session.</summary>
    /// <returns>False when there was none.</returns>
    public static bool Delete(SqliteStatements connection, string sessionId)
    {
        var command = connection.Prepare(
            """
            DELETE FROM turns WHERE session_id = $session_id;
            DELETE FROM intents WHERE session_id = $session_id;
            DELETE FROM parked WHERE session_id = $session_id;
            DELETE FROM sessions WHERE session_id = $session_id RETURNING 1;
            """);
        command.Parameters.AddWithValue("$session_id", sessionId);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>The ids of the sessions in ordinal order after one, at most so many.</summary>
    public static List<string> ListIds(SqliteStatements connection, string after, int limit)
    {
        var command = connection.Prepare("SELECT session_id FROM sessions WHERE session_id > $after ORDER BY session_id LIMIT $limit;");
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static IEnumerable<TurnRow> ReadTurns(SqliteStatements connection, string sessionId, int from) =>
        SqliteTable.Turns.Read(connection, sessionId, "sequence >= $value", from).Select(TurnColumns.Read);

    private static Dictionary<string, object?> HeadRow(SessionHead head)
    {
        var row = new Dictionary<string, object?> { [SqliteTable.SessionId] = head.SessionId };
        HeadColumns.Write(row, head);
        return row;
    }
}

using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>The rows of what is parked, each statement in the transaction that the connection has open.</summary>
internal static class SqliteParked
{
    /// <summary>All that is parked in a session.</summary>
    public static ImmutableArray<ParkedTurn> ReadAll(SqliteStatements connection, string sessionId) =>
        [.. SqliteTable.Parked.Read(connection, sessionId, "session_id = $value", sessionId).Select(Read)];

    /// <summary>What is parked under a key.</summary>
    public static ParkedTurn? Find(SqliteStatements connection, string sessionId, string key) =>
        SqliteTable.Parked.Find(connection, sessionId, key) is { } row ? Read(row) : null;

    /// <summary>The names of all that waits.</summary>
    public static List<ParkedName> ListWaiting(SqliteStatements connection)
    {
        using var reader = connection.Prepare("SELECT session_id, key FROM parked WHERE ended_at IS NULL;").ExecuteReader();
        var names = new List<ParkedName>();
        while (reader.Read())
        {
            names.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return names;
    }

    /// <summary>Stores a change of a row.</summary>
    public static void Store(SqliteStatements connection, string sessionId, ParkedChange change)
    {
        if (change.Row is not { } turn)
        {
            var command = connection.Prepare("DELETE FROM parked WHERE session_id = $session_id AND key = $key;");
            command.Parameters.AddWithValue("$session_id", sessionId);
            command.Parameters.AddWithValue("$key", change.Key);
            command.ExecuteNonQuery();
            return;
        }

        var row = new Dictionary<string, object?> { [SqliteTable.SessionId] = sessionId };
        ParkedColumns.Write(row, turn);
        row[ParkedColumns.Body] = turn.Body.IsEmpty ? null : turn.Body.ToArray();
        row[ParkedColumns.Failure] = ParkedColumns.FailureBytes(turn) is { Length: > 0 } failure ? failure : null;
        SqliteTable.Parked.Put(connection, row);
    }

    private static ParkedTurn Read(StoredRow row) => ParkedColumns.Read(row, row.BytesOrNull(ParkedColumns.Body));
}

using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>
/// Brings files of earlier releases up to the present version, in the transaction that the connection has open: whole or not at all.
/// </summary>
internal static class SqliteUpgrade
{
    /// <summary>
    /// Versions 1 and 2 had turns of format 1 alone. Their rows stay as they are: a column that a row does not have is in no seal.
    /// </summary>
    public static void AddColumnsOfTurns(SqliteStatements connection) => connection.Execute(
        """
        ALTER TABLE turns ADD COLUMN engine TEXT;
        ALTER TABLE turns ADD COLUMN inputs BLOB;
        ALTER TABLE turns ADD COLUMN ending BLOB;
        """);

    /// <summary>Versions 1 to 3 kept nothing of turns that an engine gave up.</summary>
    public static void AddColumnOfIntents(SqliteStatements connection) =>
        connection.Execute("ALTER TABLE intents ADD COLUMN aborted BLOB;");

    /// <summary>Versions 1 to 4 parked no requests, and kept nothing of what an answer repeats.</summary>
    public static void AddColumnsOfParking(SqliteStatements connection) => connection.Execute(
        """
        ALTER TABLE intents ADD COLUMN parked INTEGER;
        ALTER TABLE intents ADD COLUMN face TEXT;
        ALTER TABLE intents ADD COLUMN echo TEXT;
        """);

    /// <summary>Version 5 kept nothing of the line of a parked request; files before it have no such table.</summary>
    public static void AddColumnOfParked(SqliteStatements connection) => connection.Execute("ALTER TABLE parked ADD COLUMN line TEXT;");

    /// <summary>Versions 1 to 6 kept no reward.</summary>
    public static void AddColumnOfSessions(SqliteStatements connection) =>
        connection.Execute("ALTER TABLE sessions ADD COLUMN reward TEXT;");

    /// <summary>Versions 1 to 7 did not count intents: of their sessions nobody can say that one vanished.</summary>
    public static void AddCountOfSessions(SqliteStatements connection) =>
        connection.Execute("ALTER TABLE sessions ADD COLUMN intent_count INTEGER;");

    /// <summary>Versions 1 to 8 kept nothing that was said of turns, nor metadata of a close.</summary>
    public static void AddColumnsOfTrainers(SqliteStatements connection) => connection.Execute(
        """
        ALTER TABLE sessions ADD COLUMN metadata TEXT;
        ALTER TABLE intents ADD COLUMN metadata TEXT;
        ALTER TABLE intents ADD COLUMN reward TEXT;
        """);

    /// <summary>Versions 1 to 9 kept no line of an intent: theirs may be any line's.</summary>
    public static void AddLineOfIntents(SqliteStatements connection) => connection.Execute("ALTER TABLE intents ADD COLUMN line TEXT;");

    /// <summary>
    /// Version 1 had no seals, no active turn except the last, no time of the last use and no count of open intents. The use of a session
    /// counts from the time at which it was opened; the seals are over what the file holds now.
    /// </summary>
    /// <remarks>
    /// No key seals them: nobody knows who wrote such a file, and one that says that it is of version 1 is easily made of a later one.
    /// </remarks>
    public static void FromVersionOne(SqliteStatements connection)
    {
        connection.Execute(
            """
            ALTER TABLE sessions ADD COLUMN format INTEGER NOT NULL DEFAULT 2;
            ALTER TABLE sessions ADD COLUMN active INTEGER NOT NULL DEFAULT -1;
            ALTER TABLE sessions ADD COLUMN last_used_at TEXT NOT NULL DEFAULT '';
            ALTER TABLE sessions ADD COLUMN open_intents INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE sessions ADD COLUMN closed_at TEXT;
            ALTER TABLE sessions ADD COLUMN sha256 BLOB NOT NULL DEFAULT x'';
            ALTER TABLE turns ADD COLUMN sha256 BLOB NOT NULL DEFAULT x'';
            ALTER TABLE intents ADD COLUMN sha256 BLOB NOT NULL DEFAULT x'';
            UPDATE sessions SET
                active = turn_count - 1,
                last_used_at = created_at,
                open_intents = (
                    SELECT count(*) FROM intents WHERE intents.session_id = sessions.session_id AND turn IS NULL AND failure IS NULL);
            """);
        SealAll(connection, RowSeals.Plain);
    }

    /// <summary>Seals every row as it is.</summary>
    internal static void SealAll(SqliteStatements connection, RowSeals seals)
    {
        foreach (var table in (SqliteTable[])[SqliteTable.Sessions, SqliteTable.Turns, SqliteTable.Intents])
        {
            foreach (var (sessionId, key) in Keys(connection, table))
            {
                var row = table.ReadUnchecked(connection, sessionId, $"{table.Key} = $value", key).Single();
                row.Remove(RowSeals.Column);
                table.Put(connection, row, seals);
            }
        }
    }

    private static List<(string SessionId, object Key)> Keys(SqliteStatements connection, SqliteTable table)
    {
        var command = connection.Prepare($"SELECT session_id, {table.Key} FROM {table.Name};");
        using var reader = command.ExecuteReader();
        var keys = new List<(string, object)>();
        while (reader.Read())
        {
            keys.Add((reader.GetString(0), reader.GetValue(1)));
        }

        return keys;
    }
}

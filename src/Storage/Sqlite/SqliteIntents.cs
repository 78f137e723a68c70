using System.Globalization;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Storage.Sqlite;

/// <summary>The statements about intents, each in the transaction that the connection has open.</summary>
internal static class SqliteIntents
{
    private const string Columns =
        "key, is_generated, attempt_id, request_digest, parent, turn_count, started_at, expires_at, turn, failure";

    /// <summary>The intents that changed behind a version of the session; all of them behind -1.</summary>
    public static IEnumerable<TurnIntent> ReadChanged(SqliteConnection connection, string sessionId, long version)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM intents WHERE session_id = $session_id AND version > $version;";
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$session_id", sessionId);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return Read(reader, sessionId);
        }
    }

    public static TurnIntent? Find(SqliteConnection connection, string sessionId, string key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM intents WHERE session_id = $session_id AND key = $key;";
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$key", key);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader, sessionId) : null;
    }

    /// <summary>Stores an open intent, in place of one with the same key where there is one.</summary>
    public static void Store(SqliteConnection connection, string sessionId, TurnIntent intent, long version)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            INSERT OR REPLACE INTO intents (session_id, version, {Columns})
            VALUES ($session_id, $version, $key, $is_generated, $attempt_id, $request_digest, $parent, $turn_count, $started_at, $expires_at, NULL, NULL);
            """;
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$key", intent.Key);
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$is_generated", intent.IsGenerated);
        command.Parameters.AddWithValue("$attempt_id", intent.AttemptId);
        command.Parameters.AddWithValue("$request_digest", intent.RequestDigest.ToByteArray());
        command.Parameters.AddWithValue("$parent", intent.Parent ?? -1);
        command.Parameters.AddWithValue("$turn_count", intent.TurnCount);
        command.Parameters.AddWithValue("$started_at", Text(intent.StartedAt));
        command.Parameters.AddWithValue("$expires_at", Text(intent.ExpiresAt));
        command.ExecuteNonQuery();
    }

    /// <summary>Ends an intent, if it is open and of the same attempt.</summary>
    /// <returns>Whether it was.</returns>
    public static bool End(SqliteConnection connection, string sessionId, TurnIntent intent, IntentEnd end, long version)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            UPDATE intents SET turn = $turn, failure = $failure, version = $version
            WHERE session_id = $session_id AND key = $key AND attempt_id = $attempt_id AND turn IS NULL AND failure IS NULL;
            """;
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$key", intent.Key);
        command.Parameters.AddWithValue("$attempt_id", intent.AttemptId);
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$turn", end is IntentEnd.Committed(var sequence) ? sequence : DBNull.Value);
        command.Parameters.AddWithValue("$failure", end is IntentEnd.Failed(var failure) ? (int)failure : DBNull.Value);
        return command.ExecuteNonQuery() == 1;
    }

    private static TurnIntent Read(SqliteDataReader reader, string sessionId)
    {
        var row = $"intent-{reader.GetString(0)}";
        return new()
        {
            Key = reader.GetString(0),
            IsGenerated = reader.GetBoolean(1),
            AttemptId = reader.GetString(2),
            RequestDigest = ReadDigest(reader, sessionId, row),
            Parent = reader.GetInt32(4) is >= 0 and var parent ? parent : null,
            TurnCount = reader.GetInt32(5),
            StartedAt = ReadTime(reader, 6, sessionId, row),
            ExpiresAt = ReadTime(reader, 7, sessionId, row),
            End = ReadEnd(reader, sessionId, row),
        };
    }

    private static IntentEnd? ReadEnd(SqliteDataReader reader, string sessionId, string row) => (reader.IsDBNull(8), reader.IsDBNull(9)) switch
    {
        (true, true) => null,
        (false, true) => new IntentEnd.Committed(reader.GetInt32(8)),
        (true, false) when Enum.IsDefined((IntentFailure)reader.GetInt32(9)) => new IntentEnd.Failed((IntentFailure)reader.GetInt32(9)),
        _ => throw new JournalCorruptException(sessionId, row, "it has no end that there is."),
    };

    private static Digest ReadDigest(SqliteDataReader reader, string sessionId, string row)
    {
        var bytes = reader.GetFieldValue<byte[]>(3);
        return bytes.Length == Digest.ByteLength
            ? Digest.FromBytes(bytes)
            : throw new JournalCorruptException(sessionId, row, $"a digest has {Digest.ByteLength} bytes, not {bytes.Length}.");
    }

    private static DateTimeOffset ReadTime(SqliteDataReader reader, int column, string sessionId, string row) =>
        DateTimeOffset.TryParse(reader.GetString(column), CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new JournalCorruptException(sessionId, row, $"{reader.GetName(column)} is no time.");

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Storage.Sqlite;

/// <summary>The statements of a SQLite journal, each in the transaction that the connection has open.</summary>
internal static class SqliteRows
{
    private const string HeadRow = "head";

    private const string TurnColumns =
        "format, sequence, parent, replaced_count, messages, prompt_origins, prompt_ids, completion_ids, logprobs, finish_reason, routed_experts_shape, routed_experts, exchange, request, response, digest";

    public static bool InsertHead(SqliteConnection connection, SessionHead head)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO sessions (session_id, family, settings, genesis, created_at, turn_count, version, tip)
            VALUES ($session_id, $family, $settings, $genesis, $created_at, $turn_count, $version, $tip) ON CONFLICT DO NOTHING;
            """;
        command.Parameters.AddWithValue("$session_id", head.SessionId);
        command.Parameters.AddWithValue("$family", head.Family);
        command.Parameters.AddWithValue("$settings", SessionSettingsJson.ToText(head.Settings));
        command.Parameters.AddWithValue("$genesis", head.Genesis.ToByteArray());
        command.Parameters.AddWithValue("$created_at", head.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$turn_count", head.TurnCount);
        command.Parameters.AddWithValue("$version", head.Version);
        command.Parameters.AddWithValue("$tip", head.Tip.ToByteArray());
        return command.ExecuteNonQuery() == 1;
    }

    public static SessionHead? ReadHead(SqliteConnection connection, string sessionId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT family, genesis, created_at, turn_count, tip, settings, version FROM sessions WHERE session_id = $session_id;";
        command.Parameters.AddWithValue("$session_id", sessionId);
        using var reader = command.ExecuteReader();
        return !reader.Read()
            ? null
            : new()
            {
                SessionId = sessionId,
                Family = reader.GetString(0),
                Genesis = ReadDigest(reader, 1, sessionId, HeadRow),
                CreatedAt = DateTimeOffset.TryParse(reader.GetString(2), CultureInfo.InvariantCulture, out var createdAt)
                    ? createdAt
                    : throw new JournalCorruptException(sessionId, HeadRow, "its time of creation is no time."),
                TurnCount = reader.GetInt32(3),
                Tip = ReadDigest(reader, 4, sessionId, HeadRow),
                Settings = ReadSettings(reader, 5, sessionId),
                Version = reader.GetInt64(6),
            };
    }

    /// <summary>Counts one more change of a session.</summary>
    public static void SetVersion(SqliteConnection connection, string sessionId, long version)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE sessions SET version = $version WHERE session_id = $session_id;";
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$version", version);
        command.ExecuteNonQuery();
    }

    public static void MoveHead(SqliteConnection connection, string sessionId, int turnCount, long version, Digest tip)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE sessions SET turn_count = $turn_count, version = $version, tip = $tip WHERE session_id = $session_id;";
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$turn_count", turnCount);
        command.Parameters.AddWithValue("$version", version);
        command.Parameters.AddWithValue("$tip", tip.ToByteArray());
        command.ExecuteNonQuery();
    }

    public static void InsertTurn(SqliteConnection connection, string sessionId, TurnRow row)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            INSERT INTO turns (session_id, {TurnColumns})
            VALUES ($session_id, $format, $sequence, $parent, $replaced_count, $messages, $prompt_origins, $prompt_ids, $completion_ids,
                $logprobs, $finish_reason, $routed_experts_shape, $routed_experts, $exchange, $request, $response, $digest);
            """;
        command.Parameters.AddWithValue("$session_id", sessionId);
        command.Parameters.AddWithValue("$format", row.Format);
        command.Parameters.AddWithValue("$sequence", row.Sequence);
        command.Parameters.AddWithValue("$parent", row.Parent);
        command.Parameters.AddWithValue("$replaced_count", row.ReplacedCount);
        command.Parameters.AddWithValue("$messages", row.Messages.ToArray());
        command.Parameters.AddWithValue("$prompt_origins", row.PromptOrigins.ToArray());
        command.Parameters.AddWithValue("$prompt_ids", row.PromptIds.ToArray());
        command.Parameters.AddWithValue("$completion_ids", row.CompletionIds.ToArray());
        command.Parameters.AddWithValue("$logprobs", row.Logprobs.ToArray());
        command.Parameters.AddWithValue("$finish_reason", row.FinishReason);
        command.Parameters.AddWithValue("$routed_experts_shape", row.RoutedExpertsShape.ToArray());
        command.Parameters.AddWithValue("$routed_experts", row.RoutedExperts.ToArray());
        command.Parameters.AddWithValue("$exchange", row.Exchange.ToArray());
        command.Parameters.AddWithValue("$request", row.Request.ToArray());
        command.Parameters.AddWithValue("$response", row.Response.ToArray());
        command.Parameters.AddWithValue("$digest", row.Digest.ToByteArray());
        command.ExecuteNonQuery();
    }

    /// <summary>The turns from a sequence on.</summary>
    public static IEnumerable<TurnRow> ReadTurns(SqliteConnection connection, string sessionId, int from)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {TurnColumns} FROM turns WHERE session_id = $session_id AND sequence >= $from ORDER BY sequence;";
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$session_id", sessionId);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new()
            {
                Format = reader.GetInt32(0),
                Sequence = reader.GetInt32(1),
                Parent = reader.GetInt32(2),
                ReplacedCount = reader.GetInt32(3),
                Messages = reader.GetFieldValue<byte[]>(4),
                PromptOrigins = reader.GetFieldValue<byte[]>(5),
                PromptIds = reader.GetFieldValue<byte[]>(6),
                CompletionIds = reader.GetFieldValue<byte[]>(7),
                Logprobs = reader.GetFieldValue<byte[]>(8),
                FinishReason = reader.GetString(9),
                RoutedExpertsShape = reader.GetFieldValue<byte[]>(10),
                RoutedExperts = reader.GetFieldValue<byte[]>(11),
                Exchange = reader.GetFieldValue<byte[]>(12),
                Request = reader.GetFieldValue<byte[]>(13),
                Response = reader.GetFieldValue<byte[]>(14),
                Digest = ReadDigest(reader, 15, sessionId, $"turn-{reader.GetInt32(1):D8}"),
            };
        }
    }

    public static bool Delete(SqliteConnection connection, string sessionId)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            DELETE FROM turns WHERE session_id = $session_id;
            DELETE FROM intents WHERE session_id = $session_id;
            DELETE FROM sessions WHERE session_id = $session_id RETURNING 1;
            """;
        command.Parameters.AddWithValue("$session_id", sessionId);
        return command.ExecuteScalar() is not null;
    }

    private static SessionSettings ReadSettings(SqliteDataReader reader, int column, string sessionId)
    {
        try
        {
            return SessionSettingsJson.Read(JsonElement.Parse(reader.GetString(column)));
        }
        catch (Exception broken) when (broken is JsonException or MessageException)
        {
            throw new JournalCorruptException(sessionId, HeadRow, $"its settings cannot be read: {broken.Message}", broken);
        }
    }

    private static Digest ReadDigest(SqliteDataReader reader, int column, string sessionId, string row)
    {
        var bytes = reader.GetFieldValue<byte[]>(column);
        return bytes.Length == Digest.ByteLength
            ? Digest.FromBytes(bytes)
            : throw new JournalCorruptException(sessionId, row, $"a digest has {Digest.ByteLength} bytes, not {bytes.Length}.");
    }
}

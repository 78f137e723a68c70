using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Azure;

/// <summary>Intents as rows: the present state under the intent's key, and every state there ever was under the session's version.</summary>
internal static class IntentEntity
{
    /// <summary>The column of the write's id.</summary>
    public const string WrittenBy = "written_by";

    /// <summary>The key of an intent's present state.</summary>
    /// <remarks>Keys hold characters that a row key may not, and 255 of them in any escape are more than it may have.</remarks>
    public static string RowKey(string key) => $"intent-{Core.Tokens.Digest.Of(Encoding.UTF8.GetBytes(key))}";

    /// <summary>The key of the change that brought a session to a version.</summary>
    public static string ChangeRowKey(long version) => string.Create(CultureInfo.InvariantCulture, $"change-{version:D10}");

    /// <summary>The row of an intent, sealed.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="rowKey">Either of the two keys.</param>
    /// <param name="intent">The intent.</param>
    /// <param name="writeId">The id of the write, by which it is known again when its answer was lost.</param>
    public static TableEntity ToRow(string sessionId, string rowKey, TurnIntent intent, string writeId) => RowSeal.Seal(new(sessionId, rowKey)
    {
        ["key"] = intent.Key,
        ["is_generated"] = intent.IsGenerated,
        ["attempt_id"] = intent.AttemptId,
        ["request_digest"] = intent.RequestDigest.ToByteArray(),
        ["parent"] = intent.Parent ?? -1,
        ["turn_count"] = intent.TurnCount,
        ["started_at"] = Text(intent.StartedAt),
        ["expires_at"] = Text(intent.ExpiresAt),
        ["turn"] = intent.End is IntentEnd.Committed(var sequence) ? sequence : null,
        ["failure"] = intent.End is IntentEnd.Failed(var failure) ? (int)failure : null,
        [WrittenBy] = writeId,
    });

    /// <summary>The intent of a row.</summary>
    /// <exception cref="JournalCorruptException">The row was changed behind the journal's back.</exception>
    public static TurnIntent Read(StoredRow row) => new()
    {
        Key = row.Text("key"),
        IsGenerated = row.Flag("is_generated"),
        AttemptId = row.Text("attempt_id"),
        RequestDigest = row.Digest("request_digest"),
        Parent = row.Int32("parent") is >= 0 and var parent ? parent : null,
        TurnCount = row.Int32("turn_count"),
        StartedAt = row.Time("started_at"),
        ExpiresAt = row.Time("expires_at"),
        End = ReadEnd(row),
    };

    private static IntentEnd? ReadEnd(StoredRow row) => (row.Int32OrNull("turn"), row.Int32OrNull("failure")) switch
    {
        (null, null) => null,
        ({ } turn, null) => new IntentEnd.Committed(turn),
        (null, { } failure) when Enum.IsDefined((IntentFailure)failure) => new IntentEnd.Failed((IntentFailure)failure),
        _ => throw row.Corrupt("it has no end that there is."),
    };

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}

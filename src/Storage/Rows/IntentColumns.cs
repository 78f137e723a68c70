using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Rows;

/// <summary>Intents as columns, the same in every store. docs/journal.md has them for people.</summary>
internal static class IntentColumns
{
    /// <summary>The column of the intent's key.</summary>
    public const string Key = "key";

    /// <summary>The column of what engines sampled and gave up, which may be longer than a column of the table service.</summary>
    public const string Aborted = "aborted";

    /// <summary>Puts an intent into a row.</summary>
    public static void Write(IDictionary<string, object?> row, TurnIntent intent)
    {
        row[Key] = intent.Key;
        row["is_generated"] = intent.IsGenerated;
        row["attempt_id"] = intent.AttemptId;
        row["request_digest"] = intent.RequestDigest.ToByteArray();
        row[LineColumn.Name] = LineColumn.Text(intent.Line);
        row["parent"] = intent.Parent ?? -1;
        row["turn_count"] = intent.TurnCount;
        row["started_at"] = RowTime.Text(intent.StartedAt);
        row["expires_at"] = RowTime.Text(intent.ExpiresAt);
        row["turn"] = intent.End is IntentEnd.Committed(var sequence) ? sequence : null;
        row["failure"] = intent.End is IntentEnd.Failed(var failure) ? (int)failure : null;
        row["parked"] = intent.IsParked ? true : null;
        row["face"] = intent.Echo?.Face;
        row["echo"] = intent.Echo?.Text;
        SaidColumns.Write(row, intent.Said);
        row[Aborted] = intent.Aborted.Json.IsEmpty ? null : intent.Aborted.Json.ToArray();
    }

    /// <summary>The intent of a row.</summary>
    /// <exception cref="JournalCorruptException">Something other than a journal changed the row.</exception>
    public static TurnIntent Read(StoredRow row) => new()
    {
        Key = row.Text(Key),
        IsGenerated = row.Flag("is_generated"),
        AttemptId = row.Text("attempt_id"),
        RequestDigest = row.Digest("request_digest"),
        Line = LineColumn.Read(row),
        Parent = row.Int32("parent") is >= 0 and var parent ? parent : null,
        TurnCount = row.Int32("turn_count"),
        StartedAt = row.Time("started_at"),
        ExpiresAt = row.Time("expires_at"),
        End = ReadEnd(row),
        Aborted = ReadAborted(row),
        IsParked = row.FlagOrNull("parked") ?? false,
        Said = SaidColumns.Read(row),
        Echo = row.TextOrNull("face") is { } face ? new(face, row.TextOrNull("echo") ?? "") : null,
    };

    private static AbortedCompletions ReadAborted(StoredRow row)
    {
        try
        {
            return AbortedCompletions.Read(row.JoinedBytes(Aborted));
        }
        catch (FormatException broken)
        {
            throw row.Corrupt($"what it keeps of aborted turns cannot be read: {broken.Message}", broken);
        }
    }

    private static IntentEnd? ReadEnd(StoredRow row) => (row.Int32OrNull("turn"), row.Int32OrNull("failure")) switch
    {
        (null, null) => null,
        ({ } turn, null) => new IntentEnd.Committed(turn),
        (null, { } failure) when Enum.IsDefined((IntentFailure)failure) => new IntentEnd.Failed((IntentFailure)failure),
        _ => throw row.Corrupt("it has an end that is not one of the known ones."),
    };
}

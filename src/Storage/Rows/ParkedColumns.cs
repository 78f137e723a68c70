using Tito.Core.Journals;

namespace Tito.Storage.Rows;

/// <summary>Parked turns as columns, the same in every store. docs/journal.md has them for people.</summary>
internal static class ParkedColumns
{
    /// <summary>The version of the row that this release writes and reads.</summary>
    public const int Format = 1;

    /// <summary>The column of the turn's key.</summary>
    public const string Key = "key";

    /// <summary>The column of when it stopped waiting.</summary>
    public const string EndedAt = "ended_at";

    /// <summary>The column of the request's body, which may be longer than a column of the table service.</summary>
    public const string Body = "body";

    /// <summary>The column of the failure, which may be as well.</summary>
    public const string Failure = "failure";

    /// <summary>Puts a parked turn into a row, except the two long fields.</summary>
    public static void Write(IDictionary<string, object?> row, ParkedTurn turn)
    {
        row["format"] = Format;
        row[Key] = turn.Key;
        row["request_digest"] = turn.RequestDigest.ToByteArray();
        row["face"] = turn.Face;
        row["agent"] = turn.Agent;
        row[LineColumn.Name] = LineColumn.Text(turn.Line);
        row["parked_at"] = RowTime.Text(turn.ParkedAt);
        row[EndedAt] = turn.EndedAt is { } endedAt ? RowTime.Text(endedAt) : null;
    }

    /// <summary>The bytes of the failure; empty where there is none.</summary>
    public static byte[] FailureBytes(ParkedTurn turn) => turn.Failure is { } failure ? ParkedFailureJson.Encode(failure) : [];

    /// <summary>The parked turn of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="body">The request's body; empty where it was dropped.</param>
    /// <exception cref="JournalCorruptException">
    /// Something other than a journal changed the row, or it is of a version that this release does not know.
    /// </exception>
    public static ParkedTurn Read(StoredRow row, ReadOnlyMemory<byte> body) => row.Int32("format") is Format
        ? new()
        {
            Key = row.Text(Key),
            RequestDigest = row.Digest("request_digest"),
            Face = row.Text("face"),
            Agent = row.TextOrNull("agent"),
            Line = LineColumn.Read(row),
            Body = body,
            ParkedAt = row.Time("parked_at"),
            EndedAt = row.TimeOrNull(EndedAt),
            Failure = ReadFailure(row),
        }
        : throw row.Corrupt($"it has format {row.Int32("format")}; this release reads format {Format}.");

    private static ParkedFailure? ReadFailure(StoredRow row)
    {
        try
        {
            return row.JoinedBytes(Failure) is { Length: > 0 } bytes ? ParkedFailureJson.Decode(bytes) : null;
        }
        catch (FormatException broken)
        {
            throw row.Corrupt($"its failure cannot be read: {broken.Message}", broken);
        }
    }
}

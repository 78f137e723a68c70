using System.Text;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>Parked turns as rows of their session's partition: a body that is too long for a row is in a blob.</summary>
internal static class ParkedEntity
{
    /// <summary>What every key of such a row begins with.</summary>
    public const string Prefix = "parked-";

    /// <summary>What follows all of those keys: '.' is the character after '-'.</summary>
    public const string End = "parked.";

    /// <summary>The row's key, for a key that may hold characters that a row key may not.</summary>
    public static string RowKey(string key) => $"{Prefix}{Digest.Of(Encoding.UTF8.GetBytes(key))}";

    /// <summary>Whether a body is too long for a row.</summary>
    public static bool NeedsBlob(ParkedTurn turn) => turn.Body.Length > AzureLimits.InlineBytes;

    /// <summary>The row, without its seal.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">What is parked.</param>
    /// <param name="blob">The blob that has the body; null where the row has it.</param>
    public static TableEntity ToRow(string sessionId, ParkedTurn turn, string? blob)
    {
        var row = new TableEntity(sessionId, RowKey(turn.Key));
        ParkedColumns.Write(row, turn);
        LongField.Split(row, ParkedColumns.Failure, ParkedColumns.FailureBytes(turn));
        if (blob is null)
        {
            LongField.Split(row, ParkedColumns.Body, turn.Body);
        }
        else
        {
            row[TurnEntity.Blob] = blob;
            row[TurnEntity.BlobSha256] = Digest.Of(turn.Body.Span).ToByteArray();
        }

        return row;
    }

    /// <summary>The parked turn of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="blob">The bytes of the blob that it names; empty where it names none.</param>
    /// <exception cref="JournalCorruptException">Something other than a journal changed the row.</exception>
    public static ParkedTurn Read(StoredRow row, ReadOnlyMemory<byte> blob) =>
        ParkedColumns.Read(row, row.TextOrNull(TurnEntity.Blob) is null ? row.JoinedBytes(ParkedColumns.Body) : blob);
}

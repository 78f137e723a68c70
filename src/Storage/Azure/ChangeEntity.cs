using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>
/// Intents and changes as rows: an intent's present state under its key, and every change that there ever was under the session's version.
/// </summary>
internal static class ChangeEntity
{
    /// <summary>The column of the write's id.</summary>
    public const string WrittenBy = "written_by";

    /// <summary>The key of an intent's present state.</summary>
    /// <remarks>Keys hold characters that a row key may not, and 255 of them in any escape are more than it may have.</remarks>
    public static string IntentKey(string key) => $"intent-{Digest.Of(Encoding.UTF8.GetBytes(key))}";

    /// <summary>The key of the change that brought a session to a version.</summary>
    public static string Key(long version) => string.Create(CultureInfo.InvariantCulture, $"change-{version:D10}");

    /// <summary>The row of an intent, without its seal.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="rowKey">Either of the two keys.</param>
    /// <param name="intent">The intent.</param>
    /// <param name="writeId">The id of the write, by which it is known again when its answer was lost.</param>
    public static TableEntity OfIntent(string sessionId, string rowKey, TurnIntent intent, string writeId)
    {
        var row = new TableEntity(sessionId, rowKey) { [WrittenBy] = writeId };
        IntentColumns.Write(row, intent);
        LongField.Split(row, IntentColumns.Aborted, intent.Aborted.Json);
        return row;
    }

    /// <summary>The row of a change of the head alone, a move or a close, without its seal.</summary>
    /// <param name="head">The head afterwards.</param>
    /// <param name="writeId">The id of the write.</param>
    public static TableEntity OfHead(SessionHead head, string writeId)
    {
        var row = new TableEntity(head.SessionId, Key(head.Version))
        {
            [WrittenBy] = writeId,
            ["active"] = head.Active ?? -1,
            ["closed_at"] = head.ClosedAt is { } closedAt ? RowTime.Text(closedAt) : null,
        };
        SaidColumns.Write(row, HeadColumns.Closing(head));
        return row;
    }

    /// <summary>The intent of a change's row, or null when the change was of the head alone.</summary>
    /// <exception cref="JournalCorruptException">Something other than a journal changed the row.</exception>
    public static TurnIntent? ReadIntent(StoredRow row) => row.TextOrNull(IntentColumns.Key) is null ? null : IntentColumns.Read(row);
}

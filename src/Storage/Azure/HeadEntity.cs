using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>The head row of a session, whose ETag every change has to name.</summary>
/// <param name="Head">What it says of the session.</param>
/// <param name="CreatedBy">The id of the write that created the session.</param>
/// <param name="DeletedBy">The id of the write that deleted it, or null: the rest of its rows is being removed.</param>
/// <param name="ETag">The row's state as it was read.</param>
/// <param name="IsOfVersionOne">Whether a release wrote it that had no index of sessions and did not count open intents.</param>
internal sealed record HeadEntity(SessionHead Head, string CreatedBy, string? DeletedBy, ETag ETag, bool IsOfVersionOne = false)
{
    /// <summary>The row's key.</summary>
    public const string RowKey = "head";

    /// <summary>The column of <see cref="CreatedBy"/>: who reads no more of a head knows by it which session it is.</summary>
    public const string CreatedByName = "created_by";

    /// <summary>The head of a row.</summary>
    /// <exception cref="JournalCorruptException">Something other than a journal changed the row.</exception>
    public static HeadEntity Read(AzureRow row)
    {
        var head = HeadColumns.Read(row.Row);
        var (createdBy, deletedBy) = (row.Row.Text(CreatedByName), row.Row.TextOrNull("deleted_by"));
        return new(head, createdBy, deletedBy, row.ETag, head.OpenIntents == HeadColumns.NotCounted);
    }

    /// <summary>The row, without its seal.</summary>
    public TableEntity ToRow()
    {
        var row = new TableEntity(Head.SessionId, RowKey) { [CreatedByName] = CreatedBy, ["deleted_by"] = DeletedBy };
        HeadColumns.Write(row, Head);
        return row;
    }
}

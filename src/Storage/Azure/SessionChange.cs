using Azure;
using Azure.Data.Tables;
using Tito.Core.Trajectories;

namespace Tito.Storage.Azure;

/// <summary>One change of a session, stored in one transaction: the moved head, an intent, the change's own row, and a turn where there is one.</summary>
/// <param name="Before">The head as it was read: its ETag is the fence.</param>
/// <param name="Head">The head afterwards.</param>
/// <param name="Intent">The intent afterwards.</param>
/// <param name="IntentETag">The state in which the intent was read; null when there was none.</param>
/// <param name="Turn">The row of the new turn, or null.</param>
/// <param name="WriteId">Tells this write from all others.</param>
internal sealed record SessionChange(HeadEntity Before, HeadEntity Head, TurnIntent Intent, ETag? IntentETag, TableEntity? Turn, string WriteId)
{
    /// <summary>The session's id.</summary>
    public string SessionId => Head.Head.SessionId;

    /// <summary>The key of the change's own row, which stays for good: what a lost answer is looked up by.</summary>
    public string RowKey => IntentEntity.ChangeRowKey(Head.Head.Version);

    /// <summary>The transaction.</summary>
    public IEnumerable<TableTransactionAction> ToActions()
    {
        yield return new(TableTransactionActionType.UpdateReplace, Head.ToRow(), Before.ETag);
        yield return new(TableTransactionActionType.Add, IntentEntity.ToRow(SessionId, RowKey, Intent, WriteId));
        var present = IntentEntity.ToRow(SessionId, IntentEntity.RowKey(Intent.Key), Intent, WriteId);
        yield return IntentETag is { } etag ? new(TableTransactionActionType.UpdateReplace, present, etag) : new(TableTransactionActionType.Add, present);
        if (Turn is not null)
        {
            yield return new(TableTransactionActionType.Add, Turn);
        }
    }
}

using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>
/// One change of a session, stored in one transaction: the moved head, the change's own row, and an intent and a turn where there are any.
/// </summary>
/// <param name="Before">The head as it was read: its ETag is the fence.</param>
/// <param name="Step">What changes.</param>
/// <param name="IntentETag">The state in which the step's intent was read; null when there was none.</param>
/// <param name="Turn">The row of the step's turn, or null.</param>
/// <param name="WriteId">Tells this write from all others.</param>
internal sealed record SessionChange(HeadEntity Before, SessionStep Step, ETag? IntentETag, TableEntity? Turn, string WriteId)
{
    /// <summary>The row of what the step parks; null where it removes one, or parks nothing.</summary>
    public TableEntity? Parked { get; init; }

    /// <summary>The session's id.</summary>
    public string SessionId => Step.Head.SessionId;

    /// <summary>The key of the change's own row, which stays for good: what a lost answer is looked up by.</summary>
    public string RowKey => ChangeEntity.Key(Step.Head.Version);

    /// <summary>The transaction.</summary>
    /// <param name="seals">How its rows are sealed.</param>
    public IEnumerable<TableTransactionAction> ToActions(RowSeals seals)
    {
        yield return new(TableTransactionActionType.UpdateReplace, seals.Seal((Before with { Head = Step.Head }).ToRow()), Before.ETag);
        if (Step.Intent is not { } intent)
        {
            yield return new(TableTransactionActionType.Add, seals.Seal(ChangeEntity.OfHead(Step.Head, WriteId)));
            yield break;
        }

        yield return new(TableTransactionActionType.Add, seals.Seal(ChangeEntity.OfIntent(SessionId, RowKey, intent, WriteId)));
        var present = seals.Seal(ChangeEntity.OfIntent(SessionId, ChangeEntity.IntentKey(intent.Key), intent, WriteId));
        yield return IntentETag is { } etag
            ? new(TableTransactionActionType.UpdateReplace, present, etag)
            : new(TableTransactionActionType.Add, present);
        if (Turn is not null)
        {
            yield return new(TableTransactionActionType.Add, seals.Seal(Turn));
        }

        // The head's ETag is the fence of these rows as well.
        if (Parked is not null)
        {
            yield return new(TableTransactionActionType.UpsertReplace, seals.Seal(Parked));
        }
        else if (Step.Parked is { } removed)
        {
            yield return new(TableTransactionActionType.Delete, new TableEntity(SessionId, ParkedEntity.RowKey(removed.Key)), ETag.All);
        }
    }
}

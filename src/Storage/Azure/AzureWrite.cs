using Azure.Data.Tables;
using Tito.Core.Journals;

namespace Tito.Storage.Azure;

/// <summary>One write, however often it is tried: what there is to store besides rows of the session's state.</summary>
/// <param name="blobs">Where a turn's blob goes.</param>
/// <param name="id">Tells this write from all others.</param>
internal sealed class AzureWrite(OverflowBlobs blobs, string id)
{
    private TableEntity? _turn;
    private string? _blob;

    /// <summary>The write's id.</summary>
    public string Id => id;

    /// <summary>The row of a step's turn, whose blob is written before the first try; null where the step has no turn.</summary>
    public async Task<TableEntity?> PrepareAsync(SessionStep step, CancellationToken cancellationToken)
    {
        if (step is { Turn: { } turn, Intent: { } intent } && _turn is null)
        {
            var blob = OverflowBlobs.Name(step.Head.SessionId, turn.Row.Sequence, id);
            var (row, overflow) = TurnEntity.ToRow(step.Head.SessionId, turn.Row, blob);
            if (overflow is not null)
            {
                await blobs.WriteAsync(blob, overflow, intent, cancellationToken).ConfigureAwait(false);
                _blob = blob;
            }

            _turn = row;
        }

        return step.Turn is null ? null : _turn;
    }

    /// <summary>Removes the blob of a write that is refused in the end.</summary>
    /// <remarks>Only then is it certain that nothing refers to it; after an exception it is not, and the sweep finds out.</remarks>
    public async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        if (_blob is { } written)
        {
            await blobs.DeleteAsync(written, cancellationToken).ConfigureAwait(false);
        }
    }
}

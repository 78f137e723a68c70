using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;

namespace Tito.Storage.Azure;

/// <summary>One write, however often it is tried: what there is to store besides rows of the session's state.</summary>
/// <param name="blobs">Where long turns and long parked bodies go.</param>
/// <param name="waiting">The names of what waits.</param>
/// <param name="id">Tells this write from all others.</param>
internal sealed class AzureWrite(OverflowBlobs blobs, WaitingIndex waiting, string id)
{
    private readonly List<string> _blobs = [];
    private TableEntity? _turn;
    private string? _body;
    private ETag? _name;
    private string? _replaced;

    /// <summary>The write's id.</summary>
    public string Id => id;

    /// <summary>The row of a step's turn, whose blob is written before the first try; null where the step has no turn.</summary>
    public async Task<TableEntity?> PrepareTurnAsync(SessionStep step, CancellationToken cancellationToken)
    {
        if (step is { Turn: { } turn, Intent: { } intent } && _turn is null)
        {
            var blob = OverflowBlobs.Name(step.Head.SessionId, TurnRow.Name(turn.Row.Sequence), id);
            var (row, overflow) = TurnEntity.ToRow(step.Head.SessionId, turn.Row, blob);
            if (overflow is not null)
            {
                await blobs.WriteAsync(blob, overflow, intent, cancellationToken).ConfigureAwait(false);
                _blobs.Add(blob);
            }

            _turn = row;
        }

        return step.Turn is null ? null : _turn;
    }

    /// <summary>
    /// The row of what a step parks, whose blob and name are written before it; null where the step parks nothing, or removes a row.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="present">The parked row as it is now; null for none.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<TableEntity?> PrepareParkedAsync(SessionStep step, AzureRow? present, CancellationToken cancellationToken)
    {
        if (step.Parked is not { } change)
        {
            return null;
        }

        var sessionId = step.Head.SessionId;
        _replaced = present?.Row.TextOrNull(TurnEntity.Blob);
        if (change.Row is not { IsWaiting: true })
        {
            // As it was before the commit: whoever parks anew after that writes it again, and then it stays.
            _name = await waiting.FindAsync(sessionId, change.Key, cancellationToken).ConfigureAwait(false);
        }

        if (change.Row is not { } turn)
        {
            return null;
        }

        if (turn.IsWaiting)
        {
            await waiting.AddAsync(sessionId, turn, cancellationToken).ConfigureAwait(false);
        }

        if (!ParkedEntity.NeedsBlob(turn))
        {
            return ParkedEntity.ToRow(sessionId, turn, blob: null);
        }

        // Each try has a blob of its own: between two tries the sweep may take one that no row names.
        _body = OverflowBlobs.Name(sessionId, ParkedEntity.RowKey(turn.Key), Guid.NewGuid().ToString("N"));
        await blobs.WriteAsync(_body, turn.Body, cancellationToken).ConfigureAwait(false);
        _blobs.Add(_body);
        return ParkedEntity.ToRow(sessionId, turn, _body);
    }

    /// <summary>Removes what a committed step left behind: the blob of a replaced row, and the name of what waits no more.</summary>
    /// <remarks>A crash before it leaves both to the sweep.</remarks>
    public async Task FinishAsync(SessionStep step, CancellationToken cancellationToken)
    {
        if (step.Parked is null)
        {
            return;
        }

        // The one that the row named before, and those of earlier tries.
        foreach (var blob in _blobs.Append(_replaced).Where(blob => blob != _body).OfType<string>())
        {
            await blobs.DeleteAsync(blob, cancellationToken).ConfigureAwait(false);
        }

        if (_name is { } name)
        {
            await waiting.RemoveAsync(step.Head.SessionId, step.Parked.Key, name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the blobs of a write that is refused in the end.</summary>
    /// <remarks>Only then is it certain that nothing refers to them; after an exception it is not, and the sweep finds out.</remarks>
    public async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        foreach (var written in _blobs)
        {
            await blobs.DeleteAsync(written, cancellationToken).ConfigureAwait(false);
        }
    }
}

using Azure;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Azure;

/// <summary>Changes sessions, each change under the head's ETag; opens and removes them.</summary>
internal sealed class AzureWriter(
    AzureRows rows, OverflowBlobs blobs, SessionIndex index, WaitingIndex waiting, AzureRemoval removal)
{
    /// <summary>Stores a new session, its id before and behind it.</summary>
    /// <returns>False when there is one.</returns>
    public async Task<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken)
    {
        var created = new HeadEntity(head, NewWriteId(), DeletedBy: null, default);
        while (true)
        {
            // In each round anew: whoever removes a former session removes the id as well.
            await index.AddAsync(head, cancellationToken).ConfigureAwait(false);
            var present = await rows.AddHeadAsync(created, cancellationToken).ConfigureAwait(false)
                ? created
                : await rows.ReadHeadAsync(head.SessionId, cancellationToken).ConfigureAwait(false);
            if (present is { DeletedBy: not null })
            {
                await removal.RemoveAsync(head.SessionId, present.CreatedBy, cancellationToken).ConfigureAwait(false);
            }
            else if (present is not null)
            {
                // Whoever removes a former session saw the id before this head was there. So either he has taken it already, and here it
                // is again; or he finds it in another state, and leaves it.
                await index.AddAsync(head, cancellationToken).ConfigureAwait(false);

                // Ours as well when the SDK asked again after an answer that was lost.
                return present.CreatedBy == created.CreatedBy;
            }
        }
    }

    /// <summary>Decides on the present state and stores the decision, anew until no other write came between.</summary>
    /// <returns>Null when there is no session.</returns>
    public async Task<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class
    {
        var write = new AzureWrite(blobs, waiting, NewWriteId());
        for (var (refused, refusals) = (default(ETag), 0); ;)
        {
            var (head, holder) = await ReadAsync(sessionId, key, cancellationToken).ConfigureAwait(false);
            var (step, outcome) = head is null ? (null, null) : decide(head.Head, holder?.Intent);
            if (head is not null && step is null)
            {
                // A transaction would find out that the intent was read before the head; a refusal has to see to it itself.
                holder = await FindIntentAsync(sessionId, key, cancellationToken).ConfigureAwait(false);
                (step, outcome) = decide(head.Head, holder?.Intent);
            }

            if (head is null || step is null)
            {
                await write.WithdrawAsync(cancellationToken).ConfigureAwait(false);
                return outcome;
            }

            var change = await PrepareAsync(write, new(head, step, holder?.ETag, null, write.Id), cancellationToken).ConfigureAwait(false);
            if (head.IsOfVersionOne)
            {
                await index.AddAsync(head.Head, cancellationToken).ConfigureAwait(false);
            }

            if (await rows.CommitAsync(change, cancellationToken).ConfigureAwait(false))
            {
                await write.FinishAsync(step, cancellationToken).ConfigureAwait(false);
                return outcome;
            }

            // The intent may have been read before the head. When nothing moved since and it is refused again, a row is in the way that
            // should not be there.
            refusals = head.ETag == refused ? refusals + 1 : 1;
            refused = head.ETag;
            if (refusals > 2)
            {
                throw new JournalCorruptException(
                    sessionId,
                    ChangeEntity.Key(head.Head.Version + 1),
                    "it, or the turn of that change, is stored and the head does not count it.");
            }
        }
    }

    /// <summary>Marks a session as deleted, under its version where one is given, and removes its rows.</summary>
    /// <returns>False when there was none, or one of another version.</returns>
    public async Task<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        var writeId = NewWriteId();
        try
        {
            while (await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head)
            {
                if (head.DeletedBy is not null)
                {
                    await removal.RemoveAsync(sessionId, head.CreatedBy, cancellationToken).ConfigureAwait(false);
                    return head.DeletedBy == writeId;
                }

                if (version is not null && head.Head.Version != version)
                {
                    return false;
                }

                _ = await rows.MarkDeletedAsync(head, writeId, cancellationToken).ConfigureAwait(false);
            }

            return false;
        }
        catch (JournalCorruptException) when (version is null)
        {
            // A head that nobody can read any more can still be removed, whatever it says.
            await removal.RemoveUnreadableAsync(sessionId, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private async Task<SessionChange> PrepareAsync(AzureWrite write, SessionChange change, CancellationToken cancellationToken)
    {
        var step = change.Step;
        var present = step.Parked is { } parked
            ? await rows.FindParkedAsync(change.SessionId, parked.Key, cancellationToken).ConfigureAwait(false)
            : null;
        return change with
        {
            Turn = await write.PrepareTurnAsync(step, cancellationToken).ConfigureAwait(false),
            Parked = await write.PrepareParkedAsync(step, present, cancellationToken).ConfigureAwait(false),
        };
    }

    private static string NewWriteId() => Guid.NewGuid().ToString("N");

    /// <summary>The head and the intent as they are now, asked for at once; no head where there is no session.</summary>
    private async Task<(HeadEntity? Head, (TurnIntent Intent, ETag ETag)? Holder)> ReadAsync(
        string sessionId, string? key, CancellationToken cancellationToken)
    {
        var reading = FindIntentAsync(sessionId, key, cancellationToken);
        var head = await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
        var holder = await reading.ConfigureAwait(false);
        return (head is { DeletedBy: null } ? head : null, holder);
    }

    private async Task<(TurnIntent Intent, ETag ETag)?> FindIntentAsync(
        string sessionId, string? key, CancellationToken cancellationToken) =>
        key is null ? null : await rows.FindIntentAsync(sessionId, key, cancellationToken).ConfigureAwait(false);
}

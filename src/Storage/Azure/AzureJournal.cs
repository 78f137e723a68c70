using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Azure;

/// <summary>A journal in Azure table storage, with blobs for what is too long for a row: for servers on many machines.</summary>
/// <remarks>
/// Thread-safe, and safe for any number of processes. A session is a partition; each change of it is one transaction under the head's ETag. An id
/// is used for one session: what a crash leaves of a deleted one is removed when the id is used again.
/// </remarks>
public sealed class AzureJournal : ISessionJournal
{
    private readonly AzureRows _rows;
    private readonly OverflowBlobs _blobs;
    private readonly SessionIndex _index;
    private readonly AzureReader _reader;
    private readonly JournalLimits _limits;

    private AzureJournal(AzureStore store, JournalLimits limits)
    {
        _rows = new(store.Table);
        _blobs = new(store.Blobs);
        _index = new(store.Table);
        _reader = new(_rows, _blobs);
        _limits = limits;
    }

    /// <summary>Opens a journal, and creates its table and its container where they are missing.</summary>
    /// <param name="connection">
    /// The connection string of a storage account; or the https address of its table service, as <c>https://ACCOUNT.table.core.windows.net</c>, for
    /// the process's managed identity.
    /// </param>
    /// <param name="name">The name of the table and of the container: 3 to 63 lower-case letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FormatException"><paramref name="connection"/> is neither.</exception>
    /// <exception cref="IOException">The account cannot be used; it says why in one line.</exception>
    public static Task<AzureJournal> OpenAsync(string connection, string name, CancellationToken cancellationToken) =>
        OpenAsync(AzureStore.Connect(connection, name), new(), cancellationToken);

    /// <summary>Opens a journal over clients that the caller made.</summary>
    internal static async Task<AzureJournal> OpenAsync(AzureStore store, JournalLimits limits, CancellationToken cancellationToken)
    {
        await store.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return new(store, limits);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken)
    {
        var created = new HeadEntity(head, NewWriteId(), DeletedBy: null, default);
        await _index.AddAsync(head, cancellationToken).ConfigureAwait(false);
        while (!await _rows.AddHeadAsync(created, cancellationToken).ConfigureAwait(false))
        {
            switch (await _rows.ReadHeadAsync(head.SessionId, cancellationToken).ConfigureAwait(false))
            {
                case { DeletedBy: null } present:
                    // Ours, when the SDK asked again after an answer that was lost.
                    return present.CreatedBy == created.CreatedBy;
                case { } deleted:
                    await RemoveAsync(head.SessionId, deleted.ETag, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) => await _reader.ReadAsync(
        sessionId,
        async head => SessionReader.Read(await _reader.ReadBehindAsync(JournaledSession.Start(head), head, cancellationToken).ConfigureAwait(false)),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) => await _reader.ReadAsync(
        known.Head.SessionId,
        async head => head == known.Head ? known
            : known.CanGrowInto(head) ? SessionReader.Extend(known, await _reader.ReadBehindAsync(known, head, cancellationToken).ConfigureAwait(false))
            : SessionReader.Read(await _reader.ReadBehindAsync(JournaledSession.Start(head), head, cancellationToken).ConfigureAwait(false)),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) => await _reader.ReadAsync(
        sessionId,
        async head =>
        {
            await _reader.CheckIntentsAsync(sessionId, cancellationToken).ConfigureAwait(false);
            return await _reader.ReadBehindAsync(JournaledSession.Start(head), head, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken) =>
        await ChangeAsync(sessionId, intent.Key, null, (head, holder) => SessionRules.Begin(head, holder, intent), cancellationToken).ConfigureAwait(false)
        ?? new BeginOutcome.Gone();

    /// <inheritdoc/>
    public async ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken)
    {
        var encoded = TurnRowCodec.Encode(turn);
        if (encoded.ByteCount > _limits.TurnBytes)
        {
            return new AppendOutcome.TooLarge(encoded.ByteCount, _limits.TurnBytes);
        }

        var blob = OverflowBlobs.Name(sessionId, turn.Sequence, NewWriteId());
        var (row, overflow) = TurnEntity.ToRow(sessionId, encoded, blob);
        if (overflow is not null)
        {
            await _blobs.WriteAsync(blob, overflow, intent, cancellationToken).ConfigureAwait(false);
        }

        var outcome = await ChangeAsync(
            sessionId, intent.Key, row, (head, holder) => SessionRules.Append(head, holder, turn, fence, intent), cancellationToken).ConfigureAwait(false)
            ?? new AppendOutcome.Gone();

        // Only here is it certain that nothing refers to the blob; after an exception it is not, and the sweeper finds out.
        if (overflow is not null && outcome is not AppendOutcome.Appended)
        {
            await _blobs.DeleteAsync(blob, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<MoveOutcome> MoveAsync(string sessionId, Fence fence, int? active, CancellationToken cancellationToken) =>
        await ChangeAsync(sessionId, null, null, (head, _) => SessionRules.Move(head, fence, active), cancellationToken).ConfigureAwait(false)
        ?? new MoveOutcome.Gone();

    /// <inheritdoc/>
    public async ValueTask<SessionHead?> CloseAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ChangeAsync(sessionId, null, null, (head, _) => SessionRules.Close(head, at), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken) =>
        await ChangeAsync(sessionId, intent.Key, null, (head, holder) => (SessionRules.End(head, holder, intent, failure), ""), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        var writeId = NewWriteId();
        try
        {
            while (await _rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head)
            {
                if (head.DeletedBy is not null)
                {
                    await RemoveAsync(sessionId, head.ETag, cancellationToken).ConfigureAwait(false);
                    return head.DeletedBy == writeId;
                }

                if (version is not null && head.Head.Version != version)
                {
                    return false;
                }

                _ = await _rows.MarkDeletedAsync(head, writeId, cancellationToken).ConfigureAwait(false);
            }

            return false;
        }
        catch (JournalCorruptException) when (version is null)
        {
            // A head that nobody can read any more can still be removed, whatever it says.
            await RemoveAsync(sessionId, ETag.All, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (sessionId, _) in _index.ListAsync(after, cancellationToken).ConfigureAwait(false))
        {
            yield return sessionId;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        await _rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { DeletedBy: null } head ? head.Head : null;

    /// <inheritdoc/>
    public async ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await new AzureGarbage(_rows, _blobs, _index, RemoveAsync).CollectAsync(now, cancellationToken).ConfigureAwait(false);

    private static string NewWriteId() => Guid.NewGuid().ToString("N");

    /// <summary>Decides on the present state and stores the decision, anew until no other write came between.</summary>
    /// <returns>Null when there is no session.</returns>
    private async Task<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, TableEntity? turn, Func<SessionHead, TurnIntent?, (SessionStep? Step, TOutcome Outcome)> decide, CancellationToken cancellationToken)
        where TOutcome : class
    {
        var writeId = NewWriteId();
        for (var (refused, refusals) = (default(ETag), 0); ;)
        {
            var reading = FindIntentAsync(sessionId, key, cancellationToken);
            var head = await _rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
            var holder = await reading.ConfigureAwait(false);
            if (head is not { DeletedBy: null })
            {
                return null;
            }

            var (step, outcome) = decide(head.Head, holder?.Intent);
            if (step is null)
            {
                // A transaction would find out that the intent was read before the head; a refusal has to see to it itself.
                holder = await FindIntentAsync(sessionId, key, cancellationToken).ConfigureAwait(false);
                (step, outcome) = decide(head.Head, holder?.Intent);
            }

            if (step is null)
            {
                return outcome;
            }

            if (head.IsOfVersionOne)
            {
                await _index.AddAsync(head.Head, cancellationToken).ConfigureAwait(false);
            }

            if (await _rows.CommitAsync(new(head, step, holder?.ETag, turn, writeId), cancellationToken).ConfigureAwait(false))
            {
                return outcome;
            }

            // The intent may have been read before the head. When nothing moved since and it is refused again, a row is in the way that should not be there.
            refusals = head.ETag == refused ? refusals + 1 : 1;
            refused = head.ETag;
            if (refusals > 2)
            {
                throw new JournalCorruptException(sessionId, ChangeEntity.Key(head.Head.Version + 1), "it, or the turn of that change, is stored and the head does not count it.");
            }
        }
    }

    private async Task<(TurnIntent Intent, ETag ETag)?> FindIntentAsync(string sessionId, string? key, CancellationToken cancellationToken) =>
        key is null ? null : await _rows.FindIntentAsync(sessionId, key, cancellationToken).ConfigureAwait(false);

    private async Task RemoveAsync(string sessionId, ETag head, CancellationToken cancellationToken)
    {
        await _blobs.DeleteAllAsync(sessionId, cancellationToken).ConfigureAwait(false);
        await _rows.DeleteAllAsync(sessionId, head, cancellationToken).ConfigureAwait(false);
        await _index.RemoveAsync(sessionId, cancellationToken).ConfigureAwait(false);
    }
}

using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>Reads sessions, whole or what changed of them.</summary>
internal sealed class AzureReader(AzureRows rows, OverflowBlobs blobs, AzureParked parked)
{
    /// <summary>How often a session may change while its parked turns are read.</summary>
    private const int RestingTries = 5;

    /// <summary>How many blobs are read at once: a session may have one for each turn.</summary>
    private const int BlobsAtOnce = 8;

    /// <summary>Reads a session whole, or null when there is none.</summary>
    public Task<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) => ReadAsync(
        sessionId, async head => SessionReader.Read(await ReadAllAsync(head, cancellationToken).ConfigureAwait(false)), cancellationToken);

    /// <summary>Reads what has changed of a session, or null when it is gone.</summary>
    public Task<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) => ReadAsync(
        known.Head.SessionId,
        async head => head == known.Head ? known
            : known.CanGrowInto(head)
                ? SessionReader.Extend(known, await ReadAfterAsync(known, head, cancellationToken).ConfigureAwait(false))
            : SessionReader.Read(await ReadAllAsync(head, cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    /// <summary>Reads a session's rows, or null when there is none.</summary>
    /// <remarks>
    /// The present states of its intents are read too. They say nothing that the changes do not, but each has a seal that may be broken,
    /// and without its row a key is free again.
    /// What is parked belongs to the rest only where nothing changed meanwhile: where the session never rests, it is not told.
    /// </remarks>
    public Task<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) => ReadAsync(
        sessionId,
        async head =>
        {
            for (var tries = 1; ; tries++)
            {
                var all = await ReadAllAsync(head, cancellationToken).ConfigureAwait(false);
                await RequireStatesAsync(all, cancellationToken).ConfigureAwait(false);
                var whole = all with { Parked = await parked.ReadAllAsync(sessionId, cancellationToken).ConfigureAwait(false) };
                var after = await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
                if (after is null || after.Head == head || tries == RestingTries)
                {
                    return after?.Head == head ? whole : all;
                }

                head = after.Head;
            }
        },
        cancellationToken);

    /// <summary>Reads by the head, which is read first.</summary>
    /// <returns>Null when there is no session.</returns>
    /// <remarks>
    /// Rows that a head counts never change, so that what is read is of the head's instant. Only a delete takes them away, which then shows
    /// in the head.
    /// </remarks>
    private async Task<T?> ReadAsync<T>(string sessionId, Func<SessionHead, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        var head = await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
        while (head is { DeletedBy: null })
        {
            try
            {
                return await read(head.Head).ConfigureAwait(false);
            }
            catch (JournalCorruptException)
            {
                var present = await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
                if (present is { DeletedBy: null } && present.CreatedBy == head.CreatedBy)
                {
                    throw;
                }

                head = present;
            }
        }

        return null;
    }

    private Task<SessionRows> ReadAllAsync(SessionHead head, CancellationToken cancellationToken) =>
        ReadAfterAsync(JournaledSession.Start(head), head, cancellationToken);

    /// <summary>The rows that a head counts and a known state of the session does not.</summary>
    private async Task<SessionRows> ReadAfterAsync(JournaledSession known, SessionHead head, CancellationToken cancellationToken)
    {
        var turns = ReadTurnsAsync(head.SessionId, known.Head.TurnCount, head.TurnCount, cancellationToken);
        var intents = await ReadIntentsAsync(head.SessionId, known.Head.Version, head.Version, cancellationToken).ConfigureAwait(false);
        return new(head, await turns.ConfigureAwait(false), intents);
    }

    /// <summary>Each key that has a change has its row, which is never removed before the session is.</summary>
    private async Task RequireStatesAsync(SessionRows all, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var intent in rows.ReadIntentsAsync(all.Head.SessionId, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(intent.Key);
        }

        if (all.Intents.FirstOrDefault(intent => !keys.Contains(intent.Key)) is { } missing)
        {
            throw new JournalCorruptException(
                all.Head.SessionId, ChangeEntity.IntentKey(missing.Key), "changes tell of this intent and its row is missing.");
        }
    }

    private async Task<ImmutableArray<TurnRow>> ReadTurnsAsync(string sessionId, int from, int to, CancellationToken cancellationToken)
    {
        if (from >= to)
        {
            return [];
        }

        var turns = ImmutableArray.CreateBuilder<TurnRow>();
        var reading = new Queue<Task<TurnRow>>(BlobsAtOnce);
        try
        {
            var added = rows.ReadRangeAsync(sessionId, TurnRow.Name(from), TurnRow.Name(to), cancellationToken);
            await foreach (var row in added.ConfigureAwait(false))
            {
                if (reading.Count == BlobsAtOnce)
                {
                    turns.Add(await reading.Dequeue().ConfigureAwait(false));
                }

                reading.Enqueue(ReadTurnAsync(row, cancellationToken));
            }

            while (reading.TryDequeue(out var next))
            {
                turns.Add(await next.ConfigureAwait(false));
            }
        }
        finally
        {
            // Where one failed, nobody waits for the others.
            await Task.WhenAll(reading.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return turns.DrainToImmutable();
    }

    private async Task<TurnRow> ReadTurnAsync(StoredRow row, CancellationToken cancellationToken) =>
        TurnEntity.Read(row, await blobs.ReadAsync(row, cancellationToken).ConfigureAwait(false));

    /// <summary>The intents that changed after a version, each as it was at the last one.</summary>
    private async Task<ImmutableArray<TurnIntent>> ReadIntentsAsync(
        string sessionId, long from, long to, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, TurnIntent>(StringComparer.Ordinal);
        var version = from;
        var changes = rows.ReadRangeAsync(sessionId, ChangeEntity.Key(from + 1), ChangeEntity.Key(to + 1), cancellationToken);
        await foreach (var row in changes.ConfigureAwait(false))
        {
            if (row.Name != ChangeEntity.Key(++version))
            {
                throw row.Corrupt($"the change of version {version} was expected here.");
            }

            if (ChangeEntity.ReadIntent(row) is { } intent)
            {
                changed[intent.Key] = intent;
            }
        }

        return version == to
            ? [.. changed.Values]
            : throw new JournalCorruptException(sessionId, HeadEntity.RowKey, $"it counts {to} changes and {version} are stored.");
    }
}

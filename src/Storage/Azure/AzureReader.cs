using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Storage.Azure;

/// <summary>Reads sessions, whole or what changed of them.</summary>
internal sealed class AzureReader(AzureRows rows, OverflowBlobs blobs)
{
    /// <summary>Reads a session by its head, which is read first.</summary>
    /// <returns>Null when there is no session.</returns>
    /// <remarks>Rows behind a head never change, so that what is read is of the head's instant. Only a delete takes them away, which then shows in the head.</remarks>
    public async Task<T?> ReadAsync<T>(string sessionId, Func<SessionHead, Task<T>> read, CancellationToken cancellationToken)
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

    /// <summary>The rows that a head counts and a known state of the session does not.</summary>
    /// <exception cref="JournalCorruptException">A row was changed behind the journal's back, or a change is missing.</exception>
    public async Task<SessionRows> ReadBehindAsync(JournaledSession known, SessionHead head, CancellationToken cancellationToken)
    {
        var turns = ReadTurnsAsync(head.SessionId, known.Head.TurnCount, head.TurnCount, cancellationToken);
        var intents = await ReadIntentsAsync(head.SessionId, known.Head.Version, head.Version, cancellationToken).ConfigureAwait(false);
        return new(head, await turns.ConfigureAwait(false), intents);
    }

    private async Task<ImmutableArray<TurnRow>> ReadTurnsAsync(string sessionId, int from, int to, CancellationToken cancellationToken)
    {
        var turns = ImmutableArray.CreateBuilder<TurnRow>();
        if (from < to)
        {
            await foreach (var row in rows.ReadRangeAsync(sessionId, TurnRow.Name(from), TurnRow.Name(to), cancellationToken).ConfigureAwait(false))
            {
                turns.Add(TurnEntity.Read(row, await blobs.ReadAsync(row, cancellationToken).ConfigureAwait(false)));
            }
        }

        return turns.DrainToImmutable();
    }

    /// <summary>The intents that changed behind a version, each as it was at the last one.</summary>
    private async Task<ImmutableArray<TurnIntent>> ReadIntentsAsync(string sessionId, long from, long to, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<string, TurnIntent>(StringComparer.Ordinal);
        var version = from;
        await foreach (var row in rows.ReadRangeAsync(sessionId, ChangeEntity.Key(from + 1), ChangeEntity.Key(to + 1), cancellationToken).ConfigureAwait(false))
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

    /// <summary>Reads the present states of a session's intents. They say nothing that the changes do not, but each has a seal that may be broken.</summary>
    /// <exception cref="JournalCorruptException">A row was changed behind the journal's back.</exception>
    public async Task CheckIntentsAsync(string sessionId, CancellationToken cancellationToken)
    {
        await foreach (var _ in rows.ReadIntentsAsync(sessionId, cancellationToken).ConfigureAwait(false))
        {
        }
    }
}

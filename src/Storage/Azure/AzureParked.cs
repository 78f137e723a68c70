using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>Reads what is parked.</summary>
internal sealed class AzureParked(AzureRows rows, OverflowBlobs blobs, WaitingIndex waiting)
{
    /// <summary>What is parked under a key; null where nothing is, or the session is gone.</summary>
    public async Task<ParkedTurn?> FindAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        var head = await rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false);
        return head is { DeletedBy: null }
            ? await ReadAsync(sessionId, key, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>All that is parked in a session.</summary>
    public async Task<ImmutableArray<ParkedTurn>> ReadAllAsync(string sessionId, CancellationToken cancellationToken)
    {
        var parked = ImmutableArray.CreateBuilder<ParkedTurn>();
        var stored = rows.ReadRangeAsync(sessionId, ParkedEntity.Prefix, ParkedEntity.End, cancellationToken);
        await foreach (var row in stored.ConfigureAwait(false))
        {
            if (await ReadAsync(sessionId, row.Text(ParkedColumns.Key), cancellationToken).ConfigureAwait(false) is { } turn)
            {
                parked.Add(turn);
            }
        }

        return parked.DrainToImmutable();
    }

    /// <summary>The names of what waits.</summary>
    public async IAsyncEnumerable<ParkedName> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, _, _) in waiting.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await IsWaitingAsync(name, cancellationToken).ConfigureAwait(false))
            {
                yield return name;
            }
        }
    }

    /// <summary>A name is there before its turn, and a while after it. A row that is damaged waits until somebody looks at it.</summary>
    private async Task<bool> IsWaitingAsync(ParkedName name, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.FindParkedAsync(name.SessionId, name.Key, cancellationToken).ConfigureAwait(false) is { } row
                && row.Row.TextOrNull(ParkedColumns.EndedAt) is null;
        }
        catch (JournalCorruptException)
        {
            return true;
        }
    }

    private async Task<ParkedTurn?> ReadAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        for (var found = await FindAsync().ConfigureAwait(false); found is not null;)
        {
            try
            {
                return ParkedEntity.Read(found.Row, await blobs.ReadAsync(found.Row, cancellationToken).ConfigureAwait(false));
            }
            catch (JournalCorruptException)
            {
                // A row that has just ended takes its blob with it.
                var present = await FindAsync().ConfigureAwait(false);
                if (present?.ETag == found.ETag)
                {
                    throw;
                }

                found = present;
            }
        }

        return null;

        Task<AzureRow?> FindAsync() => rows.FindParkedAsync(sessionId, key, cancellationToken);
    }
}

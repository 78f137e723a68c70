using System.Collections.Immutable;
using System.Text;
using Tito.Core.Journals;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Runs;

/// <summary>
/// Picks the sessions of a run: those whose SHA-256 together with the run's id is smallest. So each session is as likely as any other, and
/// each night has others.
/// </summary>
internal static class SessionSample
{
    /// <summary>The picked sessions in the order of their ids.</summary>
    /// <param name="journal">The sessions.</param>
    /// <param name="runId">The run.</param>
    /// <param name="size">How many at the most, 0 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<ImmutableArray<string>> PickAsync(
        IJournalUpkeep journal, string runId, int size, CancellationToken cancellationToken)
    {
        var picked = new PriorityQueue<string, UInt128>(Comparer<UInt128>.Create((one, other) => other.CompareTo(one)));
        if (size > 0)
        {
            await foreach (var sessionId in journal.ListAsync(null, cancellationToken).ConfigureAwait(false))
            {
                // The largest goes out first.
                picked.Enqueue(sessionId, Digest.Of(Encoding.UTF8.GetBytes($"{runId}/{sessionId}")).High);
                if (picked.Count > size)
                {
                    picked.Dequeue();
                }
            }
        }

        return [.. picked.UnorderedItems.Select(item => item.Element).Order(StringComparer.Ordinal)];
    }
}

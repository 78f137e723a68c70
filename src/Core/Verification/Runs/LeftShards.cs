using Tito.Core.Verification.Shards;

namespace Tito.Core.Verification.Runs;

/// <summary>
/// Which shards a process leaves to the others that work off the same run: one process knows nothing of another but what that stored. A
/// process that is alive begins something within the longest time of a shard, as long as there is something that it can do.
/// </summary>
/// <param name="runs">The stored runs.</param>
/// <param name="verifier">What this process can verify.</param>
/// <param name="options">How long a shard takes, and how often it may be begun.</param>
/// <param name="clock">The time.</param>
internal sealed class LeftShards(VerificationRuns runs, ShardVerifier verifier, VerificationOptions options, TimeProvider clock)
{
    /// <summary>Whether a shard is left to others for now.</summary>
    /// <param name="run">Its run.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="begins">How often it was begun.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<bool> HasAsync(VerificationRun run, VerificationShard shard, ShardBegins begins, CancellationToken cancellationToken)
    {
        if (!verifier.Serves(shard))
        {
            // Whoever planned it has its engine and its files, and what that finds out outweighs that they are not here.
            var all = await runs.BeginsAsync(run.Id, cancellationToken).ConfigureAwait(false);
            return IsRecent(all.Last ?? run.StartedAt);
        }

        // Begun as often as is allowed, and as it seems just now: one of those processes may be verifying it.
        return begins.Count >= options.MaxBegins && begins.Last is { } last && IsRecent(last);
    }

    private bool IsRecent(DateTimeOffset time) => clock.GetUtcNow() - time < options.LongestShard;
}

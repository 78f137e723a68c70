using System.Collections.Immutable;
using Tito.Replay.Items;
using Tito.Replay.Models;
using Tito.Replay.Plays;

namespace Tito.Replay.Runs;

/// <summary>Replays many items at once.</summary>
/// <param name="place">How scenarios are played.</param>
/// <param name="models">The models.</param>
/// <param name="jobs">How many at once, 1 or more.</param>
internal sealed class ReplayRun(ReplayPlace place, ReplayModels models, int jobs)
{
    /// <summary>Replays the items.</summary>
    /// <param name="items">What is replayed.</param>
    /// <param name="failsFast">Whether the first failure ends it: what has begun is ended, and nothing else is begun.</param>
    /// <param name="done">Is told each result, from many threads; results come in no order.</param>
    /// <param name="cancellationToken">Gives the run up.</param>
    /// <returns>The results in the order of the items; fewer than there are where a failure ended it.</returns>
    public async Task<ImmutableArray<ReplayResult>> RunAsync(
        ImmutableArray<ReplayItem> items, bool failsFast, Action<ReplayResult> done, CancellationToken cancellationToken)
    {
        var results = new ReplayResult?[items.Length];
        var next = -1;
        var hasFailed = false;
        await Task.WhenAll(Enumerable.Range(0, Math.Clamp(jobs, 1, Math.Max(1, items.Length))).Select(number => Task.Run(
            async () =>
            {
                var replayer = new ItemReplayer(place, models, number);
                await using var disposal = replayer.ConfigureAwait(false);
                while (!(failsFast && Volatile.Read(ref hasFailed)) && Interlocked.Increment(ref next) is var index && index < items.Length)
                {
                    var result = await replayer.RunAsync(items[index], cancellationToken).ConfigureAwait(false);
                    results[index] = result;
                    if (!result.IsGreen)
                    {
                        Volatile.Write(ref hasFailed, true);
                    }

                    done(result);
                }
            },
            cancellationToken))).ConfigureAwait(false);
        return [.. results.OfType<ReplayResult>()];
    }
}

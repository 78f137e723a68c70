using System.Globalization;
using Tito.Core.Verification.Runs;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>Works a verification run off in this process: its shards, some at a time, and then its closing.</summary>
/// <remarks>
/// Thread-safe. What is done already is passed over, so that a run goes on where a process was killed. Other processes over the store may
/// be working the same run off.
/// </remarks>
/// <param name="runner">The use case.</param>
/// <param name="parallel">How many shards at a time, 1 or more.</param>
/// <param name="clock">The time between two attempts.</param>
/// <param name="log">Hears of shards that fail.</param>
internal sealed class RunWorker(VerificationRunner runner, int parallel, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2)];

    /// <summary>Works a run off; one that is closed is done already, but for its notice.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Stops; the run goes on when it is worked off again.</param>
    /// <returns>False where shards were left to other processes: the run is to be worked off again later.</returns>
    public async Task<bool> RunAsync(string runId, CancellationToken cancellationToken)
    {
        var left = 0;
        if (await runner.ListPendingAsync(runId, cancellationToken) is { } pending)
        {
            await Parallel.ForEachAsync(
                pending,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    if (!await VerifyAsync(runId, index, token))
                    {
                        Interlocked.Increment(ref left);
                    }
                });
        }

        if (left > 0)
        {
            return false;
        }

        await runner.CloseAsync(runId, cancellationToken);
        return true;
    }

    private async Task<bool> VerifyAsync(string runId, int index, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await runner.VerifySharedShardAsync(runId, index, cancellationToken);
            }
#pragma warning disable CA1031 // Do not catch general exception types: a shard that fails is set aside, and takes no other with it
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                VerificationLog.ShardFailed(log, runId, index, attempt, failure);
                if (attempt > Pauses.Length)
                {
                    await runner.SetAsideAsync(runId, index, Reason(failure, attempt), cancellationToken);
                    return true;
                }
            }

            await Task.Delay(Pauses[attempt - 1], clock, cancellationToken);
        }
    }

    private static string Reason(Exception failure, int attempts) => string.Create(
        CultureInfo.InvariantCulture, $"{failure.GetType().Name} at {attempts} attempts: {failure.Message.Split('\n', '\r')[0]}");
}

using Microsoft.DurableTask;
using Tito.Functions.Durable;

namespace Tito.Functions.VerificationRun;

/// <summary>The orchestration of a verification run: its shards in batches, and its end, once.</summary>
public static class VerificationRunFunction
{
    /// <summary>Shards under way at a time, over all instances of the app; an instance takes fewer (host.json).</summary>
    private const int Batch = 16;

    /// <summary>Sees to one batch and begins anew, so that its history stays short; closes the run after the last one.</summary>
    [Function("VerificationRun")]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var left = context.GetInput<ShardRange>()!;

        // A run that is closed, or gone, has no shards left; closing it once more does what a crash kept from being done.
        var count = await context.CallActivityAsync<int?>("CountShards", left.RunId, DurableRetries.Run) ?? 0;
        var next = Math.Min(left.Next + Batch, count);
        if (left.Next < next)
        {
            var tries = Enumerable.Range(left.Next, next - left.Next).Select(index => TryAsync(context, new(left.RunId, index)));
            foreach (var failed in (await Task.WhenAll(tries)).OfType<Shard>())
            {
                await VerifyAloneAsync(context, failed);
            }

            context.ContinueAsNew(left with { Next = next });
            return;
        }

        await context.CallActivityAsync("CloseRun", left.RunId, DurableRetries.Run);
    }

    /// <summary>Verifies a shard among others; gives it back where that failed.</summary>
    private static async Task<Shard?> TryAsync(TaskOrchestrationContext context, Shard shard)
    {
        try
        {
            await context.CallActivityAsync("VerifyShard", shard);
            return null;
        }
        catch (TaskFailedException)
        {
            return shard;
        }
    }

    /// <summary>Verifies a shard by itself: one that ends the worker takes no other with it.</summary>
    private static async Task VerifyAloneAsync(TaskOrchestrationContext context, Shard shard)
    {
        try
        {
            await context.CallActivityAsync("VerifyShard", shard, DurableRetries.Shard);
        }
        catch (TaskFailedException failed)
        {
            var reason = $"{failed.FailureDetails.ErrorType}: {failed.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync("SetAsideShard", new FailedShard(shard.RunId, shard.Index, reason), DurableRetries.Run);
        }
    }
}

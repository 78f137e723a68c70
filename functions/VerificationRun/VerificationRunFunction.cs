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
            await Task.WhenAll(Enumerable.Range(left.Next, next - left.Next).Select(index => VerifyAsync(context, new(left.RunId, index))));
            context.ContinueAsNew(left with { Next = next });
            return;
        }

        await context.CallActivityAsync("CloseRun", left.RunId, DurableRetries.Run);
    }

    private static async Task VerifyAsync(TaskOrchestrationContext context, Shard shard)
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

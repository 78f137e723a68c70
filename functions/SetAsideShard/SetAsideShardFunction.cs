using Tito.Core.Verification.Runs;
using Tito.Functions.Durable;

namespace Tito.Functions.SetAsideShard;

/// <summary>An activity of <c>VerificationRun</c>: what becomes of a shard that keeps failing.</summary>
public static class SetAsideShardFunction
{
    /// <summary>Sets the shard aside, with what it failed of.</summary>
    [Function("SetAsideShard")]
    public static Task RunAsync([ActivityTrigger] FailedShard shard, FunctionContext context, CancellationToken cancellationToken) =>
        context.InstanceServices.GetRequiredService<VerificationRunner>()
            .SetAsideAsync(shard.RunId, shard.Index, shard.Reason, cancellationToken);
}

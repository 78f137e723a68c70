using Tito.Core.Verification.Runs;
using Tito.Functions.Durable;

namespace Tito.Functions.VerifyShard;

/// <summary>An activity of <c>VerificationRun</c>: one shard.</summary>
public static class VerifyShardFunction
{
    /// <summary>Verifies the shard; a second time changes nothing.</summary>
    [Function("VerifyShard")]
    public static Task RunAsync([ActivityTrigger] Shard shard, FunctionContext context, CancellationToken cancellationToken) =>
        context.InstanceServices.GetRequiredService<VerificationRunner>().VerifyShardAsync(shard.RunId, shard.Index, cancellationToken);
}

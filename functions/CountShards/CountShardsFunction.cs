using Tito.Core.Verification.Runs;

namespace Tito.Functions.CountShards;

/// <summary>An activity of <c>VerificationRun</c>: how much there is to do.</summary>
public static class CountShardsFunction
{
    /// <summary>Counts the shards: null when there is no such run or it is closed.</summary>
    [Function("CountShards")]
    public static Task<int?> RunAsync([ActivityTrigger] string runId, FunctionContext context, CancellationToken cancellationToken) =>
        context.InstanceServices.GetRequiredService<VerificationRunner>().CountShardsAsync(runId, cancellationToken);
}

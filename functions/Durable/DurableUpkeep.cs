using Microsoft.DurableTask.Client;

namespace Tito.Functions.Durable;

/// <summary>Keeps the task hub small: it remembers every orchestration for ever otherwise.</summary>
internal static class DurableUpkeep
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Purges what ended a week ago: the journal has what became of it.</summary>
    public static Task ForgetAsync(DurableTaskClient client, TimeProvider clock, CancellationToken cancellationToken) =>
        client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, clock.GetUtcNow() - Kept, Ended), cancellationToken);
}

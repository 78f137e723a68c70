using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.SweepSessions;

/// <summary>The timer's function: sweeps the journal, at 17 minutes past each hour.</summary>
public static class SweepSessionsFunction
{
    /// <summary>Sweeps once.</summary>
    [Function("SweepSessions")]
    public static Task RunAsync(
        [TimerTrigger("0 17 * * * *", UseMonitor = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        // A sweep that is late is the same sweep.
        _ = timer;
        DurableClients.Tell(context, client);
        return context.InstanceServices.GetRequiredService<SweepRun>().RunAsync(context.CancellationToken);
    }
}

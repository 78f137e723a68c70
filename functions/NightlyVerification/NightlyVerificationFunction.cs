using System.Globalization;
using Microsoft.DurableTask.Client;
using Tito.Core.Verification.Runs;
using Tito.Functions.Durable;

namespace Tito.Functions.NightlyVerification;

/// <summary>The timer's function: begins a verification run, at half past two each night.</summary>
public static class NightlyVerificationFunction
{
    /// <summary>Begins one, and forgets what Durable Functions keeps of what ended a week ago.</summary>
    [Function("NightlyVerification")]
    public static async Task RunAsync(
        [TimerTrigger("0 30 2 * * *", UseMonitor = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        // A night that is late is the same night.
        _ = timer;
        DurableClients.Tell(context, client);
        var clock = context.InstanceServices.GetRequiredService<TimeProvider>();
        var night = clock.GetUtcNow().ToString("'nightly-'yyyy-MM-dd", CultureInfo.InvariantCulture);
        await context.InstanceServices.GetRequiredService<VerificationRunner>().StartAsync(
            new(VerificationTrigger.Nightly, Guid.NewGuid().ToString("N"), night), context.CancellationToken);
        await DurableUpkeep.ForgetAsync(client, clock, context.CancellationToken);
    }
}

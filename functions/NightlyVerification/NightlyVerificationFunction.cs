using System.Globalization;
using Microsoft.DurableTask.Client;
using Tito.Core.Verification.Runs;
using Tito.Functions.Durable;

namespace Tito.Functions.NightlyVerification;

/// <summary>The timer's function: begins a verification run, at half past two each night.</summary>
public static class NightlyVerificationFunction
{
    /// <summary>Begins one, sees again to those that are open, and forgets what Durable Functions keeps of what ended a week ago.</summary>
    [Function("NightlyVerification")]
    public static async Task RunAsync(
        [TimerTrigger("0 30 2 * * *", UseMonitor = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        FunctionContext context)
    {
        // A night that is late is the same night.
        _ = timer;
        DurableClients.Tell(context, client);
        var (runs, ends) = (context.InstanceServices.GetRequiredService<VerificationRunner>(), context.CancellationToken);
        foreach (var open in await runs.ListOpenAsync(ends))
        {
            try
            {
                await runs.ResumeAsync(open, ends);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                // One run that cannot be planned costs no other night its verdict.
                DurableLog.Unscheduled(context.GetLogger(nameof(NightlyVerificationFunction)), failed, "verification run", open);
            }
        }

        var clock = context.InstanceServices.GetRequiredService<TimeProvider>();
        var night = string.Create(CultureInfo.InvariantCulture, $"nightly-{clock.GetUtcNow():yyyy-MM-dd}");
        await runs.StartAsync(new(VerificationTrigger.Nightly, Guid.NewGuid().ToString("N")[..8], night), ends);
        await DurableUpkeep.ForgetAsync(client, clock, ends);
    }
}

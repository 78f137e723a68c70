using Grpc.Core;
using Tito.Core.Verification;

namespace Tito.Functions.Durable;

/// <summary>Verification runs as orchestrations <c>VerificationRun</c>.</summary>
/// <param name="clients">The way to them.</param>
/// <param name="log">Hears of what could not be scheduled.</param>
internal sealed class DurableVerificationSchedule(DurableClients clients, ILogger<DurableVerificationSchedule> log) : IVerificationSchedule
{
    /// <inheritdoc/>
    public async ValueTask ScheduleAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Current.StartOneAsync("VerificationRun", DurableNames.OfRun(runId), new ShardRange(runId, 0), cancellationToken);
        }
        catch (RpcException unreachable)
        {
            // The run is stored: the next night schedules what is not closed.
            DurableLog.Unscheduled(log, unreachable, "verification run", runId);
        }
    }
}

using Grpc.Core;
using Tito.Core.Sessions;

namespace Tito.Functions.Durable;

/// <summary>Alarms of sessions as entities <c>SessionEntity</c>.</summary>
/// <param name="clients">The way to them.</param>
/// <param name="log">Hears of what could not be armed.</param>
internal sealed class DurableWakeups(DurableClients clients, ILogger<DurableWakeups> log) : IWakeups
{
    /// <inheritdoc/>
    public async ValueTask ArmAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Current.Entities.SignalEntityAsync(
                DurableNames.OfSession(sessionId), SessionAlarmState.Arm, new AlarmTime(at), cancellation: cancellationToken);
        }
        catch (Exception unreachable) when (unreachable is RpcException or InvalidOperationException)
        {
            // The sweep expires what nobody wakes up for.
            DurableLog.Unscheduled(log, unreachable, "alarm of session", sessionId);
        }
    }
}

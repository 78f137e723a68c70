using Grpc.Core;
using Tito.Core.Turns;

namespace Tito.Functions.Durable;

/// <summary>Parked turns as orchestrations <c>RunTurn</c>.</summary>
/// <param name="clients">The way to them.</param>
/// <param name="log">Hears of what could not be scheduled.</param>
internal sealed class DurableDeferredTurns(DurableClients clients, ILogger<DurableDeferredTurns> log) : IDeferredTurns
{
    /// <inheritdoc/>
    public async ValueTask ScheduleAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Current.StartOneAsync("RunTurn", DurableNames.OfTurn(sessionId, key), new TurnTicket(sessionId, key), cancellationToken);
        }
        catch (RpcException unreachable)
        {
            // The turn is parked: whoever looks at it next schedules it, at the latest the sweep.
            DurableLog.Unscheduled(log, unreachable, "turn of session", sessionId);
        }
    }
}

using Tito.Core.Turns;

namespace Tito.Functions.Durable;

/// <summary>Parked turns as orchestrations <c>RunTurn</c>.</summary>
/// <remarks>
/// What cannot be scheduled is told to the caller, who has the journal: the next look at the turn schedules it, at the latest the sweep.
/// </remarks>
/// <param name="clients">The way to them.</param>
internal sealed class DurableDeferredTurns(DurableClients clients) : IDeferredTurns
{
    /// <inheritdoc/>
    /// <exception cref="Grpc.Core.RpcException">The host cannot be reached, or its storage.</exception>
    public async ValueTask ScheduleAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        await clients.Current.StartOneAsync(
            "RunTurn", DurableNames.OfTurn(sessionId, key), new TurnTicket(sessionId, key), cancellationToken);
}

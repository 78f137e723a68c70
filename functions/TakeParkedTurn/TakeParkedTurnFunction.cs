using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;
using Tito.Server.Deferred;

namespace Tito.Functions.TakeParkedTurn;

/// <summary>The activity of <c>RunTurn</c>: one attempt at a parked turn.</summary>
public static class TakeParkedTurnFunction
{
    /// <summary>Takes the turn.</summary>
    /// <returns>Null when it is over, else how long to wait before the next attempt.</returns>
    [Function("TakeParkedTurn")]
    public static async Task<TurnWait?> RunAsync(
        [ActivityTrigger] TurnTicket turn,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        DurableClients.Tell(context, client);
        var runner = context.InstanceServices.GetRequiredService<DeferredTurnRunner>();
        return TurnWait.Of(await runner.RunAsync(turn.SessionId, turn.Key, cancellationToken));
    }
}

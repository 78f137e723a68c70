using Microsoft.DurableTask;
using Tito.Functions.Durable;

namespace Tito.Functions.RunTurn;

/// <summary>The orchestration that sees to it that a parked turn is taken. It knows when, and the journal what.</summary>
public static class RunTurnFunction
{
    /// <summary>Takes the turn, or waits for as long as the attempt says and begins anew, so that its history stays short.</summary>
    [Function("RunTurn")]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var turn = context.GetInput<TurnTicket>()!;
        if (await context.CallActivityAsync<TurnWait?>("TakeParkedTurn", turn, DurableRetries.Turn) is not { } wait)
        {
            return;
        }

        await context.CreateTimer(QueueTime.NotBefore(TimeSpan.FromMilliseconds(wait.Milliseconds)), CancellationToken.None);
        context.ContinueAsNew(turn);
    }
}

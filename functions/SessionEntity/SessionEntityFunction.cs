using Microsoft.DurableTask.Entities;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Functions.Durable;

namespace Tito.Functions.SessionEntity;

/// <summary>The entity of a session: its alarm clock.</summary>
/// <remarks>A turn does not signal it: when it rings, the journal says when the session was used last, and when to ring again.</remarks>
public static class SessionEntityFunction
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Runs what was signalled.</summary>
    [Function("SessionEntity")]
    public static Task RunAsync([EntityTrigger] TaskEntityDispatcher dispatcher, FunctionContext context) =>
        dispatcher.DispatchAsync(operation => RunAsync(operation, context));

    private static async ValueTask<object?> RunAsync(TaskEntityOperation operation, FunctionContext context)
    {
        var at = operation.GetInput<AlarmTime>()?.At ?? throw new InvalidOperationException("The operation has no time.");
        var state = operation.State.GetState<SessionAlarmState>();
        switch (operation.Name)
        {
            case SessionAlarmState.Arm when state?.ArmedUntil != at:
                var now = context.InstanceServices.GetRequiredService<TimeProvider>().GetUtcNow();
                Arm(operation, new(state?.Opened ?? now, at, Closing: false));
                break;

            // One that was sent for an earlier alarm finds another time here, or nothing.
            case SessionAlarmState.Ring when state?.ArmedUntil == at:
                await RingAsync(operation, state, context);
                break;
        }

        return null;
    }

    private static async Task RingAsync(TaskEntityOperation operation, SessionAlarmState state, FunctionContext context)
    {
        var sessionId = operation.Context.Id.Key;
        try
        {
            var alarm = context.InstanceServices.GetRequiredService<SessionAlarm>();
            if (await alarm.RingAsync(sessionId, context.CancellationToken) is { } next)
            {
                Arm(operation, state with { ArmedUntil = next, Closing = false });
            }
            else
            {
                operation.State.SetState(null);
            }
        }
        catch (JournalCorruptException damaged)
        {
            // No alarm mends that. Once somebody did, the sweep expires the session.
            DurableLog.AlarmGivenUp(Log(context), damaged, sessionId);
            operation.State.SetState(null);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // An operation that throws is undone, and its signal is gone: the alarm would never ring again.
            var next = context.InstanceServices.GetRequiredService<TimeProvider>().GetUtcNow() + AfterFailure;
            DurableLog.AlarmFailed(Log(context), failed, sessionId, next);
            Arm(operation, state with { ArmedUntil = next, Closing = true });
        }
    }

    private static ILogger Log(FunctionContext context) =>
        context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger("Tito.Alarms");

    private static void Arm(TaskEntityOperation operation, SessionAlarmState state)
    {
        operation.State.SetState(state);
        operation.Context.SignalEntity(
            operation.Context.Id,
            SessionAlarmState.Ring,
            new AlarmTime(state.ArmedUntil),
            new SignalEntityOptions { SignalTime = QueueTime.NotBefore(state.ArmedUntil) });
    }
}

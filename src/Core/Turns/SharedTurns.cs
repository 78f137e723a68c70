using System.Collections.Concurrent;

namespace Tito.Core.Turns;

/// <summary>The turns that this process is taking: a retry waits for the first attempt and has its outcome.</summary>
/// <remarks>Thread-safe. What is here is a convenience: across processes the journal alone decides.</remarks>
internal sealed class SharedTurns
{
    private readonly ConcurrentDictionary<TurnName, Task<TurnOutcome?>> _running = new();

    /// <summary>A turn that is under way here, or null. Its outcome is null when it was given up and may be tried again.</summary>
    /// <param name="name">The turn.</param>
    /// <param name="cancellationToken">Ends the wait; the turn goes on.</param>
    public Task<TurnOutcome?>? Join(TurnName name, CancellationToken cancellationToken) =>
        _running.TryGetValue(name, out var running) ? JoinAsync(running, cancellationToken) : null;

    /// <summary>Takes a turn, or has the outcome of whoever is taking it; null when it was given up and may be tried again.</summary>
    /// <param name="name">The turn.</param>
    /// <param name="take">Takes it.</param>
    /// <param name="cancellationToken">Ends the wait for another's outcome; the turn goes on.</param>
    public async Task<TurnOutcome?> TakeOrJoinAsync(TurnName name, Func<Task<TurnOutcome?>> take, CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource<TurnOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _running.GetOrAdd(name, mine.Task);
        if (running != mine.Task)
        {
            return await JoinAsync(running, cancellationToken).ConfigureAwait(false);
        }

        TurnOutcome? outcome = null;
        try
        {
            outcome = await take().ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            _running.TryRemove(new(name, mine.Task));
            mine.SetResult(outcome);
        }
    }

    private static async Task<TurnOutcome?> JoinAsync(Task<TurnOutcome?> running, CancellationToken cancellationToken) =>
        await running.WaitAsync(cancellationToken).ConfigureAwait(false) is var outcome && outcome is TurnOutcome.Committed committed
            ? committed with { IsReplay = true }
            : outcome;
}

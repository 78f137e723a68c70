using System.Collections.Concurrent;

namespace Tito.Core.Turns;

/// <summary>
/// The turns that this process is taking: a retry joins the first attempt, and has its deltas from the first one and its outcome.
/// </summary>
/// <remarks>Thread-safe. What is here is a convenience: across processes the journal alone decides.</remarks>
internal sealed class RunningTurns
{
    private readonly ConcurrentDictionary<TurnName, LiveTurn> _running = new();

    /// <summary>Number of turns that are being taken, 0 or more.</summary>
    public int Count => _running.Count;

    /// <summary>The turns that are with an engine now: of a session, or all.</summary>
    /// <param name="sessionId">The session's id; null for every session.</param>
    public IReadOnlyList<LiveTurn> Of(string? sessionId) =>
        [.. _running.Values.Where(live => live.Begun.IsCompleted && (sessionId is null || live.Name.SessionId == sessionId))];

    /// <summary>A turn that is under way here, or null. Its outcome is null when it was given up and may be tried again.</summary>
    /// <param name="name">The turn.</param>
    /// <param name="observer">Is told of it; null when nobody looks.</param>
    /// <param name="cancellationToken">Ends the wait; the turn goes on where others wait or it outlives them.</param>
    public Task<TurnOutcome?>? Join(TurnName name, ITurnObserver? observer, CancellationToken cancellationToken) =>
        _running.TryGetValue(name, out var running) ? JoinAsync(running, observer, cancellationToken) : null;

    /// <summary>Takes a turn, or has the outcome of whoever is taking it; null when it was given up and may be tried again.</summary>
    /// <param name="name">The turn.</param>
    /// <param name="outlives">Whether the turn goes on when nobody waits for it.</param>
    /// <param name="take">Takes it.</param>
    /// <param name="observer">Is told of it; null when nobody looks.</param>
    /// <param name="cancellationToken">The request that waits is gone.</param>
    public async Task<TurnOutcome?> TakeOrJoinAsync(
        TurnName name, bool outlives, Func<LiveTurn, Task<TurnOutcome?>> take, ITurnObserver? observer, CancellationToken cancellationToken)
    {
        using var patience = new TurnPatience(outlives);
        var mine = new LiveTurn(name, patience);
        var running = _running.GetOrAdd(name, mine);
        if (running != mine)
        {
            return await JoinAsync(running, observer, cancellationToken).ConfigureAwait(false);
        }

        TurnOutcome? outcome = null;
        try
        {
            observer?.OnRunning(mine, isJoined: false);
            await using var leaving = cancellationToken
                .UnsafeRegister(static waiting => ((TurnPatience)waiting!).Leave(), patience).ConfigureAwait(false);
            outcome = await take(mine).ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            _running.TryRemove(new(name, mine));
            mine.End(outcome);
        }
    }

    /// <summary>The outcome of a turn that is under way here; null when it was given up and may be tried again.</summary>
    /// <param name="running">The turn.</param>
    /// <param name="observer">Is told of it; null when nobody looks.</param>
    /// <param name="cancellationToken">Ends the wait; the turn goes on where others wait or it outlives them.</param>
    public static async Task<TurnOutcome?> JoinAsync(LiveTurn running, ITurnObserver? observer, CancellationToken cancellationToken)
    {
        if (!running.Patience.TryJoin())
        {
            return await WaitAsync(running, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            observer?.OnRunning(running, isJoined: true);
            return await WaitAsync(running, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Not by the token: its callbacks come in an order of their own, and the wait's would take this one's back.
            running.Patience.Leave();
        }
    }

    private static async Task<TurnOutcome?> WaitAsync(LiveTurn running, CancellationToken cancellationToken) =>
        await running.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false) switch
        {
            TurnOutcome.Committed committed => committed with { IsReplay = true },
            var outcome => outcome,
        };
}

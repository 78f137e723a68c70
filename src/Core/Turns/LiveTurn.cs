using Tito.Core.Completions;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// A turn while it is taken: the deltas of its message so far. Everyone who asks for the turn reads them from the first one on, at a pace
/// of their own; the side that samples waits for nobody.
/// </summary>
/// <remarks>
/// Thread-safe. The deltas are provisional until the turn is committed, and there may be none: an engine may give its answer whole. Where
/// the turn is not committed, they were text of no turn.
/// </remarks>
public sealed class LiveTurn
{
    private readonly Lock _lock = new();
    private readonly List<CompletionDelta> _deltas = [];
    private readonly TaskCompletionSource<TurnStart> _begun = Source<TurnStart>();
    private readonly TaskCompletionSource<TurnOutcome?> _outcome = Source<TurnOutcome?>();
    private TaskCompletionSource<bool> _changed = Source<bool>();
    private CancellationTokenSource? _piece;

    internal LiveTurn(TurnName name, TurnPatience patience) => (Name, Patience) = (name, patience);

    /// <summary>Ends when the engine is asked: nothing refuses the request any more. It never ends where something did.</summary>
    public Task<TurnStart> Begun => _begun.Task;

    /// <summary>Whether no delta comes any more.</summary>
    public bool IsEnded => _outcome.Task.IsCompleted;

    /// <summary>Whether no engine works on it any more: what is left is to record it, and that may fail.</summary>
    public bool IsSampled { get; internal set; }

    internal TurnName Name { get; }

    /// <summary>What is known of it; null before the engine is asked.</summary>
    internal TurnStart? Start => _begun.Task.IsCompletedSuccessfully ? _begun.Task.Result : null;

    /// <summary>With what the ids of its requests to engines begin; its session's id and a slash before an engine is asked.</summary>
    internal string RequestId => Start is { } start ? $"{Name.SessionId}/{start.AnswerId}/" : $"{Name.SessionId}/";

    internal TurnPatience Patience { get; }

    /// <summary>What the engine was asked to continue; null before that.</summary>
    internal TurnPlan? Plan { get; private set; }

    /// <summary>The line of its session that asked for it; null where none is named.</summary>
    internal SessionLine? Line { get; private set; }

    /// <summary>What became of it; null when it was given up and may be tried again.</summary>
    internal Task<TurnOutcome?> Outcome => _outcome.Task;

    /// <summary>How often its sampling was given up by an engine, or for one.</summary>
    internal int AbortCount { get; private set; }

    /// <summary>Whether it went on after the last abort.</summary>
    internal bool Resumes { get; private set; }

    /// <summary>Whether the turn is not to go on after an abort, whatever its session says.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>Whether any delta was told.</summary>
    internal bool HasDeltas
    {
        get
        {
            lock (_lock)
            {
                return _deltas.Count > 0;
            }
        }
    }

    /// <summary>The deltas from an index on.</summary>
    /// <param name="seen">How many were read already, 0 or more.</param>
    public IReadOnlyList<CompletionDelta> From(int seen)
    {
        lock (_lock)
        {
            return seen >= _deltas.Count ? [] : _deltas.GetRange(seen, _deltas.Count - seen);
        }
    }

    /// <summary>Ends when there is more to read, or when nothing comes any more. It may end early.</summary>
    /// <param name="seen">How many deltas were read already, 0 or more.</param>
    public Task GrownAsync(int seen)
    {
        lock (_lock)
        {
            return seen < _deltas.Count || IsEnded ? Task.CompletedTask : _changed.Task;
        }
    }

    internal void Begin(TurnStart start, TurnPlan plan, SessionLine? line)
    {
        (Plan, Line) = (plan, line);
        _begun.TrySetResult(start);
    }

    internal void Add(IReadOnlyList<CompletionDelta> deltas)
    {
        if (deltas.Count > 0)
        {
            Change(() => _deltas.AddRange(deltas));
        }
    }

    /// <summary>Its sampling was given up.</summary>
    /// <param name="resumes">Whether it goes on, maybe.</param>
    internal void NoteAbort(bool resumes) => Change(() => (AbortCount, Resumes) = (AbortCount + 1, resumes));

    internal void Stop() => Change(() => IsStopped = true);

    internal void End(TurnOutcome? outcome) => Change(() => _outcome.SetResult(outcome));

    /// <summary>Ends when its sampling was given up more often than that, or the turn is over.</summary>
    internal async Task AbortedAsync(int count)
    {
        for (var isOver = false; !isOver;)
        {
            Task change;
            lock (_lock)
            {
                (isOver, change) = (AbortCount > count || IsEnded, _changed.Task);
            }

            await (isOver ? Task.CompletedTask : change).ConfigureAwait(false);
        }
    }

    /// <summary>An engine works on the turn until <see cref="EndPiece"/>.</summary>
    /// <param name="piece">Gives its work up.</param>
    internal void BeginPiece(CancellationTokenSource piece)
    {
        lock (_lock)
        {
            _piece = piece;
        }
    }

    internal void EndPiece()
    {
        lock (_lock)
        {
            _piece = null;
        }
    }

    /// <summary>Gives the engine's work up from here, as if the engine had: for one that takes no such wish.</summary>
    internal void Cut()
    {
        lock (_lock)
        {
            _ = _piece?.CancelAsync(); // What hears of it runs elsewhere, and not under this lock.
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource<bool> changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, Source<bool>());
        }

        changed.SetResult(true);
    }

    private static TaskCompletionSource<T> Source<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

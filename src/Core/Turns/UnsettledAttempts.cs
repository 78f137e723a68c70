using System.Collections.Concurrent;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// The attempts of this process whose end the journal could not be told. Each is told as soon as the journal answers, so that its key is
/// free then and not only when its intent expires; one whose turn was recorded after all keeps its turn.
/// </summary>
/// <remarks>
/// Thread-safe. A process that ends before leaves the intent to expire, as one that was killed does. An entry has the attempt's completion
/// and lasts until its intent expires, and for five minutes at the least; where it had tokens then, somebody is told that they are lost.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="unsettled">
/// Hears of each attempt once when it comes, again when the journal fails in another way, and when it was told after all. Must not throw.
/// </param>
/// <param name="untold">Hears of attempts whose tokens are lost: the session's id, the attempt and their number. Must not throw.</param>
/// <param name="clock">Measures the waits.</param>
internal sealed class UnsettledAttempts(
    ISessionJournal journal, Action<UnsettledEnd> unsettled, Action<string, TurnIntent, int> untold, TimeProvider clock)
{
    /// <summary>How long it waits before the next look: a client that was told to come back finds its key free.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>How long a request waits for the end of the attempt that it repeats: two looks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long it goes on at the least where something was sampled.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Id, DateTimeOffset StartedAt), Entry> _attempts = new();
    private int _untoldCount;

    /// <summary>Number of attempts that the journal is still to be told of, 0 or more.</summary>
    public int Count => _attempts.Count;

    /// <summary>Number of attempts that the journal was never told of and whose tokens are lost, 0 or more.</summary>
    public int UntoldCount => Volatile.Read(ref _untoldCount);

    /// <summary>Goes on telling the journal how an attempt ended.</summary>
    /// <param name="session">The session, as it was read.</param>
    /// <param name="intent">The attempt, as it was to begin.</param>
    /// <param name="failure">How it ended, unless its turn is recorded.</param>
    /// <param name="kept">What was sampled; null for nothing.</param>
    /// <param name="why">Why the journal could not be told.</param>
    public void Settle(SessionHead session, TurnIntent intent, IntentFailure failure, AbortedCompletion? kept, Exception why)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new UnsettledEnd(session.SessionId, intent.AttemptId, failure, kept?.TokenCount ?? 0, why);
        if (_attempts.TryAdd(Name(intent), new(gate.Task, end.SessionId, intent, end.TokenCount)))
        {
            unsettled(end);
            _ = SettleAsync(session, intent, end, kept, gate);
        }
        else if (end.TokenCount > 0)
        {
            // It is the first one that is told, and it has not these tokens.
            Lose(end.SessionId, intent, end.TokenCount);
        }
    }

    /// <summary>The process ends: names the attempts whose tokens go with it, and counts them. Once, as the last thing.</summary>
    /// <returns>Their number; those that had sampled nothing are not among them.</returns>
    public int SayRest()
    {
        var rest = _attempts.Values.Where(entry => entry.TokenCount > 0).ToList();
        foreach (var (_, sessionId, intent, tokens) in rest)
        {
            Lose(sessionId, intent, tokens);
        }

        return rest.Count;
    }

    /// <summary>Waits a little for the end of an attempt that is being told; false where none is, or the journal is away again.</summary>
    /// <param name="intent">The attempt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> SettledAsync(TurnIntent intent, CancellationToken cancellationToken)
    {
        if (!_attempts.TryGetValue(Name(intent), out var settling))
        {
            return false;
        }

        try
        {
            await settling.Gate.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>One that was overtaken may begin once more, and is another attempt then.</summary>
    private static (string Id, DateTimeOffset StartedAt) Name(TurnIntent intent) => (intent.AttemptId, intent.StartedAt);

    private async Task SettleAsync(
        SessionHead session, TurnIntent intent, UnsettledEnd end, AbortedCompletion? kept, TaskCompletionSource gate)
    {
        var (isTold, said) = (false, end);
        try
        {
            // What an overtaken attempt had sampled is to be kept, though its intent has expired.
            var least = clock.GetUtcNow() + (kept is null ? TimeSpan.Zero : Least);
            while (!isTold && clock.GetUtcNow() < (intent.ExpiresAt > least ? intent.ExpiresAt : least))
            {
                await Task.Delay(Wait, clock, CancellationToken.None).ConfigureAwait(false);
                var failed = await TryAsync(session, intent, end.End, kept).ConfigureAwait(false);
                isTold = failed is null;
                said = Say(said, failed);
            }
        }
        catch (JournalCorruptException corrupt)
        {
            // Whoever reads the session is told so; its intent expires.
            Say(said, corrupt);
        }
        finally
        {
            if (!isTold && end.TokenCount > 0)
            {
                Lose(end.SessionId, intent, end.TokenCount);
            }

            _attempts.TryRemove(Name(intent), out _);
            gate.SetResult();
        }
    }

    /// <summary>Says why the journal could not be told, unless that was said; null where it was told.</summary>
    /// <returns>What was said last.</returns>
    private UnsettledEnd Say(UnsettledEnd said, Exception? why)
    {
        var next = said with { Why = why };
        if (next.Kinds == said.Kinds)
        {
            return said;
        }

        unsettled(next);
        return next;
    }

    private void Lose(string sessionId, TurnIntent intent, int tokens)
    {
        Interlocked.Increment(ref _untoldCount);
        untold(sessionId, intent, tokens);
    }

    /// <returns>Null when the journal was told, else why not.</returns>
    /// <exception cref="JournalCorruptException">It never can be.</exception>
    private async Task<Exception?> TryAsync(SessionHead session, TurnIntent intent, IntentFailure failure, AbortedCompletion? kept)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        try
        {
            await journal.EndAsync(session, intent, failure, kept, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception failed) when (failed is not JournalCorruptException)
        {
            // Nobody waits for this, and what was sampled is in this process alone: whatever it is, there is another try.
            return failed;
        }
    }

    private sealed record Entry(Task Gate, string SessionId, TurnIntent Intent, int TokenCount);
}

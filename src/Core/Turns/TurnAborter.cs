using System.Collections.Immutable;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>The use case of an abort: turns that are with an engine are given up there.</summary>
/// <remarks>
/// Thread-safe. What was sampled stays with the intents. A turn that has its completion already is committed, and is not aborted any more.
/// </remarks>
/// <param name="turns">Who takes the turns of this process.</param>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="parked">What is parked in them.</param>
/// <param name="engine">Who samples.</param>
/// <param name="clock">The time.</param>
public sealed class TurnAborter(
    TurnTaker turns, ISessionJournal journal, IParkedTurns parked, IInferenceEngine engine, TimeProvider clock)
{
    /// <summary>How long an engine may take to end what it was asked to give up, before it is given up from here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gives up the running turns of a session, for good: they do not go on after it, whatever the session says. Parked ones fail.
    /// </summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Ends the wait for what becomes of them.</param>
    /// <returns>Null when there is no such session.</returns>
    public async Task<AbortReport?> RunAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return null;
        }

        // First, or they would be taken again.
        var ended = await EndParkedAsync(session, cancellationToken).ConfigureAwait(false);
        if (!ended.IsEmpty)
        {
            // Another process may have begun one since the session was read, or have taken it.
            session = await PresentAsync(session, cancellationToken).ConfigureAwait(false);
        }

        var running = turns.Running.Of(sessionId);
        foreach (var live in running)
        {
            live.Stop();
        }

        var now = clock.GetUtcNow();
        var here = running.Select(live => live.Name.Key).ToHashSet(StringComparer.Ordinal);
        var elsewhere = session.Intents.Open.Where(intent => intent.IsUnderWay(now) && !here.Contains(intent.Key)).ToImmutableArray();

        // Of another process's turn the id of its first request is known. That of one that goes on after an abort is not.
        ImmutableArray<string> prefixes = [$"{sessionId}/", .. elsewhere.Select(intent => $"{sessionId}/{intent.AttemptId}/")];
        var report = await AbortAsync(running, prefixes, Patience, cancellationToken).ConfigureAwait(false);
        var waited = ended.Count(key => session.Intents.Find(key) is { } intent
            && !intent.IsUnderWay(now) && intent.End is not IntentEnd.Committed);
        return report with { Aborted = report.Aborted + waited, Elsewhere = elsewhere };
    }

    /// <summary>Gives up one running turn, for good: it does not go on after it, whatever the session says.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="answerId">The id by which clients know the answer.</param>
    /// <param name="cancellationToken">Ends the wait for what becomes of it.</param>
    /// <returns>What was known of it; null where no such turn is under way here, or it had its completion already.</returns>
    public async Task<TurnStart?> CancelAsync(string sessionId, string answerId, CancellationToken cancellationToken)
    {
        if (turns.Running.Of(sessionId).FirstOrDefault(live => live.Start?.AnswerId == answerId) is not { } running)
        {
            return null;
        }

        running.Stop();
        var report = await AbortAsync([running], [$"{sessionId}/{answerId}"], Patience, cancellationToken).ConfigureAwait(false);
        return report.Aborted > 0 ? running.Start : null;
    }

    /// <summary>
    /// Gives up every running turn of this process, as before new weights come: the engine's work is what ends, and a turn whose session
    /// resumes goes on afterwards.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for what becomes of them.</param>
    public Task<AbortReport> RunAllAsync(CancellationToken cancellationToken) => RunAllAsync(Patience, cancellationToken);

    /// <summary>Gives up every running turn of this process for good, as before the process ends.</summary>
    /// <param name="limit">
    /// How long there is for it. Engines have a fifth to hear it and a fifth to end the turns; what they do not end is given up from here,
    /// so that there is time left for its record.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for what becomes of them.</param>
    public Task<AbortReport> StopAllAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        foreach (var live in turns.Running.Of(sessionId: null))
        {
            live.Stop();
        }

        return RunAllAsync(limit / 5, cancellationToken);
    }

    private Task<AbortReport> RunAllAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var running = turns.Running.Of(sessionId: null);
        return AbortAsync(running, [.. running.Select(live => $"{live.Name.SessionId}/").Distinct()], patience, cancellationToken);
    }

    /// <returns>The keys of those that waited when they were read.</returns>
    private async Task<ImmutableArray<string>> EndParkedAsync(JournaledSession session, CancellationToken cancellationToken)
    {
        var (id, now, keys) = (session.Head.SessionId, clock.GetUtcNow(), ImmutableArray.CreateBuilder<string>());
        foreach (var intent in session.Intents.Where(intent => intent.IsParked))
        {
            if (await parked.FindParkedAsync(id, intent.Key, cancellationToken).ConfigureAwait(false) is { IsWaiting: true } turn)
            {
                var failure = TurnProblems.AbortedParked().ToFailure();
                await journal.FailParkedAsync(session.Head, turn, failure, now, cancellationToken).ConfigureAwait(false);
                keys.Add(intent.Key);
            }
        }

        return keys.DrainToImmutable();
    }

    /// <summary>The session as it is now; as it was where it is gone, or another one has its id.</summary>
    private async Task<JournaledSession> PresentAsync(JournaledSession session, CancellationToken cancellationToken) =>
        await journal.LoadAsync(session.Head.SessionId, cancellationToken).ConfigureAwait(false) is { } present
            && present.Head.IsSameSession(session.Head)
                ? present
                : session;

    private async Task<AbortReport> AbortAsync(
        IReadOnlyList<LiveTurn> running, ImmutableArray<string> prefixes, TimeSpan patience, CancellationToken cancellationToken)
    {
        var before = running.Select(live => live.AbortCount).ToList();
        var ends = running.Zip(before, (live, count) => live.AbortedAsync(count)).ToList();
        var taken = await Task.WhenAll(prefixes.Select(prefix => AskAsync(prefix, patience, cancellationToken))).ConfigureAwait(false);
        var refused = prefixes.Zip(taken).Where(pair => !pair.Second).Select(pair => pair.First).ToList();
        Cut(running.Where(live => refused.Exists(prefix => live.RequestId.StartsWith(prefix, StringComparison.Ordinal))));
        if (!await EndAsync(ends, patience, cancellationToken).ConfigureAwait(false))
        {
            Cut(running.Zip(ends).Where(pair => !pair.Second.IsCompleted).Select(pair => pair.First));
            _ = await EndAsync(ends, patience, cancellationToken).ConfigureAwait(false);
        }

        var aborted = running.Zip(before).Where(pair => pair.First.AbortCount > pair.Second).Select(pair => pair.First).ToList();
        return new(aborted.Count, aborted.Count(live => live.Resumes), []);
    }

    /// <summary>The id of a request to an engine is its session's, a slash, its attempt's, and a slash.</summary>
    private async Task<bool> AskAsync(string prefix, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await engine.AbortAsync(prefix, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Cut(IEnumerable<LiveTurn> running)
    {
        foreach (var live in running)
        {
            live.Cut();
        }
    }

    private async Task<bool> EndAsync(IReadOnlyList<Task> ends, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(ends).WaitAsync(patience, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

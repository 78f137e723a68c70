using Tito.Core.Journals;

namespace Tito.Tests.Unit.Turns;

/// <summary>A journal that cannot be used for some of its calls.</summary>
/// <param name="inner">Where sessions are kept.</param>
/// <param name="isAway">Whether the call of this number, counted from 0, meets the outage.</param>
/// <param name="stores">Whether what was asked is stored all the same, and its answer lost.</param>
internal sealed class AwayJournal(ISessionJournal inner, Func<int, bool> isAway, bool stores) : ISessionJournal
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public JournalLimits Limits => inner.Limits;

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CreateAsync(head, cancellationToken));

    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        RunAsync(() => inner.LoadAsync(sessionId, cancellationToken));

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        RunAsync(() => inner.RefreshAsync(known, cancellationToken));

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => RunAsync(() => inner.ChangeAsync(sessionId, key, decide, cancellationToken));

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        RunAsync(() => inner.DeleteAsync(sessionId, version, cancellationToken));

    private async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        var away = isAway(Interlocked.Increment(ref _calls) - 1);
        if (away && !stores)
        {
            throw new JournalUnavailableException("The disk is full.");
        }

        var answer = await call();
        return away ? throw new JournalUnavailableException("The disk is full.") : answer;
    }
}

using Tito.Core.Journals;

namespace Tito.Tests.Unit.Turns;

/// <summary>A journal some of whose calls go wrong.</summary>
/// <param name="inner">Where sessions are kept.</param>
/// <param name="faultOf">What happens to the call of a number, counted from 0; null for nothing.</param>
internal sealed class FaultyJournal(IJournal inner, Func<int, StoreFault?> faultOf) : ISessionJournal, IParkedTurns
{
    private int _calls;

    /// <summary>A journal one of whose calls goes wrong.</summary>
    public FaultyJournal(IJournal inner, int index, StoreFault fault)
        : this(inner, call => call == index ? fault : null)
    {
    }

    /// <summary>How many calls came.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>What a call that goes wrong throws.</summary>
    public Func<string, Exception> Failure { get; init; } = message => new IOException(message);

    public JournalLimits Limits => inner.Limits;

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CreateAsync(head, cancellationToken), cancellationToken);

    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        RunAsync(() => inner.LoadAsync(sessionId, cancellationToken), cancellationToken);

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        RunAsync(() => inner.RefreshAsync(known, cancellationToken), cancellationToken);

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => RunAsync(() => inner.ChangeAsync(sessionId, key, decide, cancellationToken), cancellationToken);

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        RunAsync(() => inner.DeleteAsync(sessionId, version, cancellationToken), cancellationToken);

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        RunAsync(() => inner.FindParkedAsync(sessionId, key, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => inner.ListParkedAsync(cancellationToken);

    private async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var fault = faultOf(Interlocked.Increment(ref _calls) - 1);
        if (fault == StoreFault.Before)
        {
            throw Failure("The store is away.");
        }

        if (fault == StoreFault.Silence)
        {
            return await Never.AnswersAsync<T>(cancellationToken);
        }

        var answer = await call();
        return fault switch
        {
            StoreFault.After => throw Failure("The store's answer was lost."),
            StoreFault.Twice => await call(),
            StoreFault.Blind => default!,
            _ => answer,
        };
    }
}

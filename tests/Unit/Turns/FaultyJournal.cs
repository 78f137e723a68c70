using Tito.Core.Journals;

namespace Tito.Tests.Unit.Turns;

/// <summary>A journal one of whose calls goes wrong.</summary>
/// <param name="inner">Where sessions are kept.</param>
/// <param name="index">The call, counted from 0.</param>
/// <param name="fault">What happens to it.</param>
internal sealed class FaultyJournal(IJournal inner, int index, StoreFault fault) : ISessionJournal, IParkedTurns
{
    /// <summary>How many calls came.</summary>
    public int Calls { get; private set; }

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

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        RunAsync(() => inner.FindParkedAsync(sessionId, key, cancellationToken));

    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => inner.ListParkedAsync(cancellationToken);

    private async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        var isChosen = Calls++ == index;
        if (isChosen && fault == StoreFault.Before)
        {
            throw new IOException("The store is away.");
        }

        var answer = await call();
        return (isChosen, fault) switch
        {
            (true, StoreFault.After) => throw new IOException("The store's answer was lost."),
            (true, StoreFault.Twice) => await call(),
            _ => answer,
        };
    }
}

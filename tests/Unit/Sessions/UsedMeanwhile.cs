using Tito.Core.Journals;

namespace Tito.Tests.Unit.Sessions;

/// <summary>A journal whose sessions are used right before their delete.</summary>
/// <param name="inner">Where sessions are kept.</param>
/// <param name="use">Uses the session.</param>
internal sealed class UsedMeanwhile(IJournal inner, Func<ValueTask<BeginOutcome>> use) : IJournal
{
    public JournalLimits Limits => inner.Limits;

    public async ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken)
    {
        Assert.IsType<BeginOutcome.Begun>(await use());
        return await inner.DeleteAsync(sessionId, version, cancellationToken);
    }

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => inner.CreateAsync(head, cancellationToken);

    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        inner.LoadAsync(sessionId, cancellationToken);

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        inner.RefreshAsync(known, cancellationToken);

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => inner.ChangeAsync(sessionId, key, decide, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        inner.ListAsync(after, cancellationToken);

    /// <summary>What happens before a head is read.</summary>
    public Func<Task> BeforeHead { get; init; } = () => Task.CompletedTask;

    public async ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken)
    {
        await BeforeHead();
        return await inner.FindHeadAsync(sessionId, cancellationToken);
    }

    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        inner.ReadRowsAsync(sessionId, cancellationToken);

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(sessionId, key, cancellationToken);

    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => inner.ListParkedAsync(cancellationToken);

    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.CollectGarbageAsync(now, cancellationToken);
}

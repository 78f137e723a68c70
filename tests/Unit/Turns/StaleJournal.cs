using Tito.Core.Journals;

namespace Tito.Tests.Unit.Turns;

/// <summary>A journal in which other things happen between two calls.</summary>
/// <param name="inner">Where sessions are kept.</param>
internal sealed class StaleJournal(ISessionJournal inner) : ISessionJournal
{
    public JournalLimits Limits { get; init; } = inner.Limits;

    /// <summary>What the next read says, whatever is stored.</summary>
    public JournaledSession? Old { get; set; }

    /// <summary>What happens before each read.</summary>
    public Func<Task> BeforeLoad { get; init; } = () => Task.CompletedTask;

    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken)
    {
        await BeforeLoad();
        var old = Old;
        Old = null;
        return old ?? await inner.LoadAsync(sessionId, cancellationToken);
    }

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => inner.CreateAsync(head, cancellationToken);

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        inner.RefreshAsync(known, cancellationToken);

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => inner.ChangeAsync(sessionId, key, decide, cancellationToken);

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        inner.DeleteAsync(sessionId, version, cancellationToken);
}

using System.Collections.Immutable;
using Tito.Core.Journals;

namespace Tito.Tests.Unit.Sessions;

/// <summary>A journal some of whose sessions cannot be read.</summary>
/// <param name="inner">Where sessions are kept.</param>
/// <param name="heads">The sessions whose heads are corrupt.</param>
/// <param name="turns">Those of which only the turns are.</param>
internal sealed class Unreadable(IJournal inner, string heads, string turns = "") : IJournal
{
    public JournalLimits Limits => inner.Limits;

    /// <summary>The sessions that the store does not give.</summary>
    public string Away { get; init; } = "";

    /// <summary>Whether the store does not say what waits.</summary>
    public bool IsParkedAway { get; init; }

    /// <summary>How often what is left over was collected.</summary>
    public int Collected { get; private set; }

    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        Away.Contains(sessionId, StringComparison.Ordinal) ? throw new JournalUnavailableException("It is away.")
        : heads.Contains(sessionId, StringComparison.Ordinal) ? throw Corrupt(sessionId, "session") : inner.FindHeadAsync(sessionId, cancellationToken);

    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        IsCorrupt(sessionId) ? throw Corrupt(sessionId, "turn-0") : inner.LoadAsync(sessionId, cancellationToken);

    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        IsCorrupt(sessionId) ? throw Corrupt(sessionId, "turn-0") : inner.ReadRowsAsync(sessionId, cancellationToken);

    public ValueTask<ImmutableArray<TurnShape>?> ReadShapeAsync(string sessionId, CancellationToken cancellationToken) =>
        IsCorrupt(sessionId) ? throw Corrupt(sessionId, "turn-0") : inner.ReadShapeAsync(sessionId, cancellationToken);

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        inner.DeleteAsync(sessionId, version, cancellationToken);

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => inner.CreateAsync(head, cancellationToken);

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        inner.RefreshAsync(known, cancellationToken);

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => inner.ChangeAsync(sessionId, key, decide, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        inner.ListAsync(after, cancellationToken);

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(sessionId, key, cancellationToken);

    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) =>
        IsParkedAway ? throw new JournalUnavailableException("It is away.") : inner.ListParkedAsync(cancellationToken);

    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Collected++;
        return inner.CollectGarbageAsync(now, cancellationToken);
    }

    private bool IsCorrupt(string sessionId) => (heads + turns).Contains(sessionId, StringComparison.Ordinal);

    private static JournalCorruptException Corrupt(string sessionId, string row) => new(sessionId, row, "is broken.");
}

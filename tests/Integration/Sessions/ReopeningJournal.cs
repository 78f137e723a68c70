using Tito.Core.Journals;

namespace Tito.Tests.Integration.Sessions;

/// <summary>A journal in which, between two reads of one request, a session is deleted and another one is opened under its id.</summary>
/// <param name="inner">Where sessions are kept.</param>
internal sealed class ReopeningJournal(IJournal inner) : IJournal
{
    private int _reads;

    /// <summary>The session that goes after the next read; null for none.</summary>
    public string? Goes { get; set; }

    public JournalLimits Limits => inner.Limits;

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => inner.CreateAsync(head, cancellationToken);

    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return await inner.LoadAsync(sessionId, cancellationToken);
    }

    public async ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return await inner.RefreshAsync(known, cancellationToken);
    }

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => inner.ChangeAsync(sessionId, key, decide, cancellationToken);

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        inner.DeleteAsync(sessionId, version, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) => inner.ListAsync(after, cancellationToken);

    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        inner.FindHeadAsync(sessionId, cancellationToken);

    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        inner.ReadRowsAsync(sessionId, cancellationToken);

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(sessionId, key, cancellationToken);

    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => inner.ListParkedAsync(cancellationToken);

    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.CollectGarbageAsync(now, cancellationToken);

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        if (Goes is not { } id || ++_reads < 2)
        {
            return;
        }

        Goes = null;
        var old = (await inner.FindHeadAsync(id, cancellationToken))!;
        await inner.DeleteAsync(id, null, cancellationToken);
        await inner.CreateAsync(
            new()
            {
                SessionId = id,
                Family = old.Family,
                Settings = old.Settings,
                Genesis = old.Genesis,
                Tip = old.Genesis,
                CreatedAt = old.CreatedAt.AddSeconds(1),
                LastUsedAt = old.LastUsedAt.AddSeconds(1),
            },
            cancellationToken);
    }
}

using System.Runtime.CompilerServices;
using Tito.Core.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A journal each of whose calls fails; or, without a failure, waits until it is cancelled.</summary>
internal sealed class ThrowingJournal(Exception? failure) : IJournal
{
    public JournalLimits Limits { get; } = new();

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => FailAsync<bool>(cancellationToken);

    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        FailAsync<JournaledSession?>(cancellationToken);

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        FailAsync<JournaledSession?>(cancellationToken);

    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => FailAsync<TOutcome?>(cancellationToken);

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        FailAsync<bool>(cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await FailAsync<string>(cancellationToken);
    }

    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        FailAsync<SessionHead?>(cancellationToken);

    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        FailAsync<SessionRows?>(cancellationToken);

    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        FailAsync<ParkedTurn?>(cancellationToken);

    public async IAsyncEnumerable<ParkedName> ListParkedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await FailAsync<ParkedName>(cancellationToken);
    }

    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => FailAsync<int>(cancellationToken);

    private async ValueTask<T> FailAsync<T>(CancellationToken cancellationToken)
    {
        await (failure is null ? new TaskCompletionSource().Task : Task.CompletedTask).WaitAsync(cancellationToken);
        throw failure!;
    }
}

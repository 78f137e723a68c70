using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns;

/// <summary>A journal one of whose calls goes wrong.</summary>
/// <param name="inner">Where sessions are kept.</param>
/// <param name="index">The call, counted from 0.</param>
/// <param name="fault">What happens to it.</param>
internal sealed class FaultyJournal(ISessionJournal inner, int index, StoreFault fault) : ISessionJournal
{
    /// <summary>How many calls came.</summary>
    public int Calls { get; private set; }

    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) => RunAsync(() => inner.CreateAsync(head, cancellationToken));

    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) => RunAsync(() => inner.LoadAsync(sessionId, cancellationToken));

    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) => RunAsync(() => inner.RefreshAsync(known, cancellationToken));

    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) => RunAsync(() => inner.ReadRowsAsync(sessionId, cancellationToken));

    public ValueTask<BeginOutcome> BeginAsync(string sessionId, TurnIntent intent, CancellationToken cancellationToken) =>
        RunAsync(() => inner.BeginAsync(sessionId, intent, cancellationToken));

    public ValueTask<AppendOutcome> AppendAsync(string sessionId, Turn turn, Fence fence, TurnIntent intent, CancellationToken cancellationToken) =>
        RunAsync(() => inner.AppendAsync(sessionId, turn, fence, intent, cancellationToken));

    public ValueTask<MoveOutcome> MoveAsync(string sessionId, Fence fence, int? active, CancellationToken cancellationToken) =>
        RunAsync(() => inner.MoveAsync(sessionId, fence, active, cancellationToken));

    public ValueTask<SessionHead?> CloseAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken) =>
        RunAsync(() => inner.CloseAsync(sessionId, at, cancellationToken));

    public async ValueTask EndAsync(string sessionId, TurnIntent intent, IntentFailure failure, CancellationToken cancellationToken) => await RunAsync(async () =>
    {
        await inner.EndAsync(sessionId, intent, failure, cancellationToken);
        return true;
    });

    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) => RunAsync(() => inner.DeleteAsync(sessionId, version, cancellationToken));

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) => inner.ListAsync(after, cancellationToken);

    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) => RunAsync(() => inner.FindHeadAsync(sessionId, cancellationToken));

    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) => RunAsync(() => inner.CollectGarbageAsync(now, cancellationToken));

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

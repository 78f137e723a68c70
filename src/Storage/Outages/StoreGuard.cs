using System.Runtime.CompilerServices;
using Tito.Core.Journals;

namespace Tito.Storage.Outages;

/// <summary>Asks a store for at most so long, and gives every outage one name: <see cref="JournalUnavailableException"/>.</summary>
/// <remarks>Thread-safe. A caller's own cancellation stays one.</remarks>
/// <param name="clock">Measures the limits.</param>
internal sealed class StoreGuard(TimeProvider clock)
{
    /// <summary>Asks for something that is read.</summary>
    public ValueTask<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken) =>
        AskAsync(TurnLimits.Read, ask, cancellationToken);

    /// <summary>Asks for something that writes.</summary>
    public ValueTask<T> WriteAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken) =>
        AskAsync(TurnLimits.Commit, ask, cancellationToken);

    /// <summary>Lists, with a limit for each step: whoever reads the list takes his time.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        var items = list(both.Token).GetAsyncEnumerator(both.Token);
        await using (items.ConfigureAwait(false))
        {
            while (true)
            {
                time.CancelAfter(TurnLimits.Read);
                bool isMore;
                try
                {
                    isMore = await items.MoveNextAsync().ConfigureAwait(false);
                }
                catch (Exception failure) when (Reason(failure, cancellationToken) is { } reason)
                {
                    throw new JournalUnavailableException(reason, failure);
                }

                time.CancelAfter(Timeout.InfiniteTimeSpan);
                if (!isMore)
                {
                    yield break;
                }

                yield return items.Current;
            }
        }
    }

    private async ValueTask<T> AskAsync<T>(
        TimeSpan limit, Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await ask(both.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (Reason(failure, cancellationToken) is { } reason)
        {
            throw new JournalUnavailableException(reason, failure);
        }
    }

    private static string? Reason(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && cancellationToken.IsCancellationRequested ? null : StoreOutage.Reason(failure);
}

using System.Runtime.CompilerServices;
using Tito.Core.Journals;

namespace Tito.Storage.Outages;

/// <summary>Asks a store with patience that ends, and gives every outage one name: <see cref="JournalUnavailableException"/>.</summary>
/// <remarks>Thread-safe. A caller's own cancellation stays one.</remarks>
/// <param name="clock">Measures the limits.</param>
internal sealed class StoreGuard(TimeProvider clock)
{
    /// <summary>Asks for something that is read, as long as the store answers at all.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var silence = new StoreSilence(TurnLimits.Read, clock);
        silence.Begin();
        return await AskAsync(ask, silence.Token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for something that writes, with a limit for the whole.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(TurnLimits.Commit, clock);
        return await AskAsync(ask, time.Token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists, with a limit for the store's silence: whoever reads the list takes his time.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = new StoreSilence(TurnLimits.Read, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        var items = list(both.Token).GetAsyncEnumerator(both.Token);
        await using (items.ConfigureAwait(false))
        {
            while (true)
            {
                silence.Begin();
                bool isMore;
                try
                {
                    isMore = await items.MoveNextAsync().ConfigureAwait(false);
                }
                catch (Exception failure) when (Reason(failure, cancellationToken) is { } reason)
                {
                    throw new JournalUnavailableException(reason, failure);
                }

                silence.End();
                if (!isMore)
                {
                    yield break;
                }

                yield return items.Current;
            }
        }
    }

    private static async ValueTask<T> AskAsync<T>(
        Func<CancellationToken, ValueTask<T>> ask, CancellationToken limit, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit);
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

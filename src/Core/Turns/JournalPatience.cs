using Tito.Core.Journals;

namespace Tito.Core.Turns;

/// <summary>
/// Asks a journal that is away again and again, for the commit limit in all: tokens that were sampled are not thrown away for an outage of
/// seconds.
/// </summary>
/// <remarks>
/// For one attempt and one thread. What it repeats may be repeated: begin, append and end are recognized by the attempt's id
/// (<see cref="SessionRules"/>).
/// </remarks>
/// <param name="clock">Measures the limit and the waits.</param>
internal sealed class JournalPatience(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _limit = new(TurnLimits.Commit, clock);

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">One try.</param>
    /// <exception cref="JournalUnavailableException">The limit came first.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                return await ask(_limit.Token).ConfigureAwait(false);
            }
            catch (JournalUnavailableException) when (!_limit.IsCancellationRequested)
            {
                await Task.Delay(wait, clock, _limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException late) when (_limit.IsCancellationRequested)
            {
                throw new JournalUnavailableException("The journal does not answer in time.", late);
            }
        }
    }

    /// <summary>Ends the limit's timer.</summary>
    public void Dispose() => _limit.Dispose();
}

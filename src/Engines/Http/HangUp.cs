namespace Tito.Engines.Http;

/// <summary>
/// The end of a request that nobody wants any more: first the engine is told its id, and has a short time to end it; then the connection is
/// closed.
/// </summary>
/// <remarks>
/// The order matters. Some releases of SGLang forget a request's id when its connection goes, and sample on to its limit (sglang#34894,
/// #35936): a call that names it comes too late then. And an engine that ends the request answers with what it had sampled, which for an
/// answer in one piece is the only word of it.
/// </remarks>
internal sealed class HangUp : IDisposable
{
    /// <summary>How long the engine may take to hear it and to end the request.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _connection = new();
    private readonly CancellationTokenRegistration _unwanted;

    /// <summary>Waits for a request to be unwanted.</summary>
    /// <param name="abort">Tells the engine its id; true when the engine heard it.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="unwanted">Is signalled when nobody wants it any more.</param>
    public HangUp(Func<CancellationToken, Task<bool>> abort, TimeProvider time, CancellationToken unwanted) =>

        // Not in the call that gives it up, which may be a client's that hangs up, and is not to wait for a connection.
        _unwanted = unwanted.UnsafeRegister(_ => Task.Run(() => EndAsync(abort, time), CancellationToken.None), null);

    /// <summary>Is signalled when the connection is to be closed.</summary>
    public CancellationToken Connection => _connection.Token;

    /// <summary>The request is over.</summary>
    public void Dispose()
    {
        // Who ends it may be about to say so. A source without a timer holds nothing that the collector would not take.
        if (_unwanted.Unregister())
        {
            _connection.Dispose();
        }
    }

    private async Task EndAsync(Func<CancellationToken, Task<bool>> abort, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            if (await abort(limit.Token).ConfigureAwait(false))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // It had its time.
        }
        finally
        {
            await _connection.CancelAsync().ConfigureAwait(false);
        }
    }
}

using System.Threading.Channels;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A clock that stands still, and on which each wait is over when a test says so, in their order.</summary>
internal sealed class StepClock : TimeProvider
{
    private readonly Channel<Wait> _waits = Channel.CreateUnbounded<Wait>();

    /// <inheritdoc/>
    public override long GetTimestamp() => 0;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(callback, state);
        Assert.True(_waits.Writer.TryWrite(wait));
        return wait;
    }

    /// <summary>Ends the next wait, once somebody waits.</summary>
    public async Task StepAsync(CancellationToken cancellationToken) => (await _waits.Reader.ReadAsync(cancellationToken)).End();

    /// <summary>Ends waits until something has happened.</summary>
    public async Task<T> UntilAsync<T>(Task<T> happened)
    {
        await UntilAsync((Task)happened);
        return await happened;
    }

    /// <summary>Ends waits until something has happened.</summary>
    public async Task UntilAsync(Task happened)
    {
        using var over = new CancellationTokenSource();
        while (await Task.WhenAny(happened, _waits.Reader.WaitToReadAsync(over.Token).AsTask()) != happened)
        {
            await StepAsync(CancellationToken.None);
        }

        await over.CancelAsync();
        await happened;
    }

    private sealed class Wait(TimerCallback callback, object? state) : ITimer
    {
        private int _isOver;

        public bool Change(TimeSpan dueTime, TimeSpan period) => _isOver == 0;

        public void Dispose() => Interlocked.Exchange(ref _isOver, 1);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public void End()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                callback(state);
            }
        }
    }
}

namespace Tito.Tests.Support;

/// <summary>Holds a scripted answer back until a test lets it go.</summary>
internal sealed class EngineGate
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the request has reached the engine.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Lets the answer go.</summary>
    public void Open() => _opened.SetResult();

    /// <summary>Waits for <see cref="Open"/>.</summary>
    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _arrived.SetResult();
        return _opened.Task.WaitAsync(cancellationToken);
    }
}

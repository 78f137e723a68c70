using Azure.Core;
using Azure.Core.Pipeline;

namespace Tito.Tests.Integration.Journals;

/// <summary>Holds one request of a client until it is let go: its process sleeps before it.</summary>
internal sealed class HeldRequest : HttpPipelinePolicy
{
    private TaskCompletionSource _held = New();
    private TaskCompletionSource _goes = New();
    private int _left = -1;
    private bool _isLast;

    /// <summary>Holds the request of a number, counted from now and from 0.</summary>
    /// <returns>Completes when it is held.</returns>
    public Task Hold(int number)
    {
        (_held, _goes, _left, _isLast) = (New(), New(), number, false);
        return _held.Task;
    }

    /// <summary>Lets it go.</summary>
    public void Go() => _goes.SetResult();

    /// <summary>Lets it go as the last one: its process ends behind it, or its caller gives up.</summary>
    public void GoAsLast()
    {
        _isLast = true;
        _goes.SetResult();
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var left = Interlocked.Decrement(ref _left);
        if (left == -1)
        {
            _held.SetResult();
            await _goes.Task;
        }
        else if (left < -1 && _isLast)
        {
            throw new OperationCanceledException("Whoever asked has gone.");
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

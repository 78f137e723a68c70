using Azure.Core;
using Azure.Core.Pipeline;

namespace Tito.Tests.Integration.Journals;

/// <summary>Holds one request of a client until it is let go: its process sleeps before it.</summary>
internal sealed class HeldRequest : HttpPipelinePolicy
{
    private TaskCompletionSource _held = New();
    private TaskCompletionSource _goes = New();
    private int _left = -1;

    /// <summary>Holds the request of a number, counted from now and from 0.</summary>
    /// <returns>Completes when it is held.</returns>
    public Task Hold(int number)
    {
        (_held, _goes, _left) = (New(), New(), number);
        return _held.Task;
    }

    /// <summary>Lets it go.</summary>
    public void Go() => _goes.SetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Interlocked.Decrement(ref _left) == -1)
        {
            _held.SetResult();
            await _goes.Task;
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

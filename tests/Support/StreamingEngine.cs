using System.Collections.Concurrent;
using Tito.Core.Inference;

namespace Tito.Tests.Support;

/// <summary>An engine that gives ids alone, as they are sampled, from a script. A request beyond the script's end is a failed test.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class StreamingEngine : IInferenceEngine
{
    private readonly ConcurrentQueue<StreamedAnswer> _script = new();
    private readonly ConcurrentDictionary<string, StreamedAnswer> _running = new();

    /// <summary>The prefixes of ids that it was asked to give up.</summary>
    public ConcurrentQueue<string> Aborts { get; } = new();

    /// <summary>Whether it takes that wish.</summary>
    public bool TakesAborts { get; init; } = true;

    /// <summary>The next answer.</summary>
    public StreamedAnswer Next(string version = "v1")
    {
        var answer = new StreamedAnswer { Version = version };
        _script.Enqueue(answer);
        return answer;
    }

    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var answer = _script.TryDequeue(out var next) ? next : throw new InvalidOperationException("The script has ended.");
        _running[request.Id] = answer;
        try
        {
            return await answer.RunAsync(request, observer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(request.Id, out _);
        }
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken)
    {
        Aborts.Enqueue(idPrefix);
        foreach (var (id, answer) in _running)
        {
            if (TakesAborts && id.StartsWith(idPrefix, StringComparison.Ordinal))
            {
                answer.Ends("abort");
            }
        }

        return Task.FromResult(TakesAborts);
    }
}

using System.Collections.Immutable;
using Tito.Core.Inference;

namespace Tito.Tests.Support;

/// <summary>Keeps what went to an engine, in the order in which it was sent.</summary>
/// <param name="inner">The engine that answers.</param>
/// <param name="address">Where it listens; null where it is in this process alone.</param>
internal sealed class RecordingEngine(IInferenceEngine inner, Uri? address = null) : IInferenceEngine
{
    private readonly Lock _lock = new();
    private ImmutableArray<InferenceRequest> _requests = [];

    /// <summary>The engine that answers.</summary>
    public IInferenceEngine Inner => inner;

    /// <summary>Where the engine listens; null where it is in this process alone.</summary>
    public Uri? Address => address;

    public ImmutableArray<InferenceRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return _requests;
            }
        }
    }

    /// <summary>Whether the end of a request's answer is kept back until the request is given up; null where none is.</summary>
    public Func<InferenceRequest, bool>? KeepsBack { get; set; }

    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        Record(request);
        var isKeptBack = KeepsBack?.Invoke(request) == true;
        var outcome = await inner.GenerateAsync(request, observer, cancellationToken).ConfigureAwait(false);
        if (isKeptBack && !cancellationToken.IsCancellationRequested)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Keeps what somebody else sends to the engine.</summary>
    public void Record(InferenceRequest request)
    {
        // The body is read here: the server may dispose of its document when the turn is over.
        lock (_lock)
        {
            _requests = _requests.Add(request with { Fields = request.Fields.Clone() });
        }
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => inner.AbortAsync(idPrefix, cancellationToken);
}

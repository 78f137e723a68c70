using System.Collections.Immutable;
using Tito.Core.Inference;

namespace Tito.Tests.Support;

/// <summary>Keeps what went to an engine, in the order in which it was sent.</summary>
/// <param name="inner">The engine that answers.</param>
internal sealed class RecordingEngine(IInferenceEngine inner) : IInferenceEngine
{
    private readonly Lock _lock = new();
    private ImmutableArray<InferenceRequest> _requests = [];

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

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        // The body is read here: the server may dispose of its document when the turn is over.
        lock (_lock)
        {
            _requests = _requests.Add(request with { Fields = request.Fields.Clone() });
        }

        return inner.GenerateAsync(request, observer, cancellationToken);
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => inner.AbortAsync(idPrefix, cancellationToken);
}

using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Engines.Routing;

/// <summary>An engine that a test answers for by hand.</summary>
/// <param name="answer">The outcome of each request.</param>
internal sealed class HandEngine(Func<ISamplingObserver?, CancellationToken, Task<InferenceOutcome>> answer) : IInferenceEngine
{
    public HandEngine(InferenceOutcome outcome)
        : this((_, _) => Task.FromResult(outcome))
    {
    }

    /// <summary>The sessions of the requests, in their order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The ids of which it was asked to abort.</summary>
    public List<string> Aborted { get; } = [];

    /// <summary>Whether it takes the wish to abort.</summary>
    public bool TakesAborts { get; init; }

    /// <summary>A completion of one token.</summary>
    public static InferenceOutcome Said(string? weightVersion) => new InferenceOutcome.Completed(new()
    {
        Engine = "hand",
        Completion = TokenSegment.Sampled([7], [-1]),
        FinishReason = "stop",
        Facts = new(null, null, null, weightVersion),
        SentFields = JsonElement.Parse("{}"),
        Extra = JsonElement.Parse("{}"),
    });

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        Asked.Add(request.SessionId);
        return answer(observer, cancellationToken);
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken)
    {
        Aborted.Add(idPrefix);
        return Task.FromResult(TakesAborts);
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Tests.Unit.Verification.Shards;

/// <summary>An engine that runs verify: it samples and scores what it is told to.</summary>
internal sealed class HeldEngine : IVerifiedEngine, IInferenceEngine, IScoringEngine
{
    public string Name { get; init; } = "e";

    public IInferenceEngine Engine => this;

    public IScoringEngine Scoring => this;

    public EngineFacts Facts { get; init; } = EngineFacts.None;

    public ImmutableArray<int> Ids { get; init; } = [];

    public ImmutableArray<float> Logprobs { get; init; } = [];

    /// <summary>What it does instead of sampling.</summary>
    public InferenceOutcome? Fails { get; init; }

    /// <summary>What it does instead of scoring.</summary>
    public ScoringOutcome? FailsToScore { get; init; }

    public List<InferenceRequest> Asked { get; } = [];

    public List<ScoringRequest> Scored { get; } = [];

    public Task<EngineFacts> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Facts);

    public Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        return Task.FromResult(Fails ?? new InferenceOutcome.Completed(new()
        {
            Engine = "held",
            Completion = TokenSegment.Sampled(Ids, Logprobs),
            FinishReason = "stop",
            SentFields = request.Fields.Clone(),
            Extra = JsonElement.Parse("{}"),
        }));
    }

    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<ScoringOutcome> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken)
    {
        Scored.Add(request);
        return Task.FromResult(FailsToScore ?? new ScoringOutcome.Scored(Logprobs));
    }
}

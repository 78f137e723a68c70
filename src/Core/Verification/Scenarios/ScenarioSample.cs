using Tito.Core.Tokens;

namespace Tito.Core.Verification.Scenarios;

/// <summary>What an engine gives for one request.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract record ScenarioSample
{
    private ScenarioSample()
    {
    }

    /// <summary>The engine samples to an end.</summary>
    /// <param name="Tokens">What is sampled, with float32 logprobs.</param>
    /// <param name="FinishReason">The engine's word for why it stopped.</param>
    /// <param name="Stop">Where it says that it stopped; null where it does not say.</param>
    /// <param name="WeightVersion">The name of the weights; null for none.</param>
    public sealed record Completion(TokenSegment Tokens, string FinishReason, StopMatch? Stop, string? WeightVersion) : ScenarioSample;

    /// <summary>The engine gives the request up in the middle, with what it has sampled.</summary>
    /// <param name="Tokens">What is sampled; may be empty.</param>
    public sealed record Aborted(TokenSegment Tokens) : ScenarioSample;

    /// <summary>The engine refuses the request.</summary>
    /// <param name="Code">The HTTP status, 400 to 599.</param>
    public sealed record Status(int Code) : ScenarioSample;

    /// <summary>The connection breaks.</summary>
    /// <param name="Tokens">What a stream got before that; may be empty.</param>
    public sealed record Cut(TokenSegment Tokens) : ScenarioSample;
}

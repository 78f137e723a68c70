using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Samples;

/// <summary>
/// The data that a trainer learns from: the tokens of a path, and for each token after the first prompt whether it was sampled.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record TrainingSample
{
    /// <summary>Token ids, <c>[tokens]</c>: the first prompt, then the response.</summary>
    public required ImmutableArray<int> Tokens { get; init; }

    /// <summary>1 where the model sampled the token and this sample trains on it, else 0; <c>[response tokens]</c>.</summary>
    public required ImmutableArray<byte> LossMask { get; init; }

    /// <summary>Natural logarithms, 0 where nobody sampled; <c>[response tokens]</c>.</summary>
    public required ImmutableArray<double> Logprobs { get; init; }

    /// <summary>The decoded response.</summary>
    public required string Response { get; init; }

    /// <summary>How the last generation ended, or that an earlier one was cut short.</summary>
    public required SampleStatus Status { get; init; }

    /// <summary>Where the sampled tokens of each turn are, in the order of the turns.</summary>
    public required ImmutableArray<SampledSpan> Spans { get; init; }

    /// <summary>
    /// The weight version of each generation that said one, in order; each of a generation's versions where the weights changed meanwhile.
    /// </summary>
    public required ImmutableArray<string> WeightVersions { get; init; }

    /// <summary>
    /// Where in <see cref="Tokens"/> the sampled tokens of each version are, of the generations whose engine said so; in order.
    /// </summary>
    public ImmutableArray<WeightSpan> WeightSpans { get; init; } = [];

    /// <summary>Prompt tokens found in the engine's prefix cache, summed over the generations.</summary>
    public required int CachedTokens { get; init; }

    /// <summary>Prompt tokens, summed over the generations.</summary>
    public required int TotalPromptTokens { get; init; }

    /// <summary>One row for each token but the last, or null when the engine was not asked for them.</summary>
    public RoutedExperts? RoutedExperts { get; init; }

    /// <summary>Where the sampled tokens of a turn are in a sample.</summary>
    /// <param name="Sequence">The turn's place in the order of commits.</param>
    /// <param name="Start">The index of its first sampled token in the sample's tokens.</param>
    /// <param name="Count">How many of them the sample has, 0 or more.</param>
    public readonly record struct SampledSpan(int Sequence, int Start, int Count);
}

using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Simulation.Generations;

/// <summary>What a request's completion will be, when nothing goes wrong.</summary>
/// <param name="Ids">The sampled tokens, the one that ended it included; int32 <c>[tokens]</c>, 1 or more.</param>
/// <param name="Logprobs">Natural logarithms, float32 <c>[tokens]</c>.</param>
/// <param name="End">How it ends.</param>
/// <param name="Identity">What its ids are made of: a function of seed and prompt.</param>
internal sealed record PlannedCompletion(ImmutableArray<int> Ids, ImmutableArray<float> Logprobs, GenerationEnd End, Digest Identity)
{
    /// <summary>Whether it comes from a recording, and <see cref="WeightVersion"/> counts.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The name of the weights that sampled it, where it is recorded; null where the engine says none.</summary>
    public string? WeightVersion { get; init; }
}

using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Simulation;

/// <summary>What the simulated model sampled.</summary>
/// <param name="Ids">Token ids with the stop token at their end, int32 <c>[tokens]</c>.</param>
/// <param name="Logprobs">Natural logarithms, float32 <c>[tokens]</c>, 0 or less.</param>
/// <param name="Identity">The SHA-256 of the seed and the prompt ids.</param>
internal sealed record SimulatedCompletion(ImmutableArray<int> Ids, ImmutableArray<float> Logprobs, Digest Identity);

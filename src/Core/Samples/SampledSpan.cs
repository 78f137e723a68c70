namespace Tito.Core.Samples;

/// <summary>Where the sampled tokens of a turn are in a sample.</summary>
/// <param name="Sequence">The turn's place in the order of commits.</param>
/// <param name="Start">The index of its first sampled token in the sample's tokens.</param>
/// <param name="Count">How many of them the sample has, 0 or more.</param>
public readonly record struct SampledSpan(int Sequence, int Start, int Count);

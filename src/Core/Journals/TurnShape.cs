namespace Tito.Core.Journals;

/// <summary>A turn's place in its session, and its size.</summary>
/// <param name="Sequence">Its place in the order of commits, 0 or more.</param>
/// <param name="Parent">The sequence of the turn that it continues, or -1 for a root.</param>
/// <param name="SampledCount">How many tokens were sampled in it, 0 or more.</param>
public readonly record struct TurnShape(int Sequence, int Parent, int SampledCount);

using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Samples;

namespace Tito.Core.Sessions;

/// <summary>A sample with the comparator's verdict on its path.</summary>
/// <param name="Leaf">The sample and its path.</param>
/// <param name="Mismatches">
/// Where the path's tokens differ from a fresh tokenization; null when the path cannot be rendered as a whole.
/// </param>
public sealed record CollectedSample(LeafSample Leaf, ImmutableArray<Mismatch>? Mismatches);

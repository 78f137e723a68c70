using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>The sample of the path to a leaf of a session's tree.</summary>
/// <param name="Path">The turns from the root to the leaf.</param>
/// <param name="Sample">Their sample.</param>
public sealed record LeafSample(ImmutableArray<Turn> Path, TrainingSample Sample)
{
    /// <summary>The last turn of the path: no turn continues it.</summary>
    public Turn Leaf => Path[^1];
}

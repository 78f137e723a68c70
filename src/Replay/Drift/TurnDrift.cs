using System.Collections.Immutable;

namespace Tito.Replay.Drift;

/// <summary>How a turn drifts.</summary>
/// <param name="Number">Its place in the file, from 0: of a trajectory the turn's, of a scenario the step's.</param>
/// <param name="Kinds">How; one or more, in the order of the enum.</param>
internal sealed record TurnDrift(int Number, ImmutableArray<DriftKind> Kinds)
{
    /// <summary>The first token that differs; null where none does, or where the first is in an earlier turn.</summary>
    public DriftPlace? At { get; init; }

    /// <summary>What is to be said of it in words: a refusal, both ends; null for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>What most likely made it; null where nothing is known.</summary>
    public string? Cause { get; init; }
}

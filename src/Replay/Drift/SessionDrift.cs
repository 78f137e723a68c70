using System.Collections.Immutable;

namespace Tito.Replay.Drift;

/// <summary>What became of one session.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="File">Where the file lies.</param>
internal sealed record SessionDrift(string Name, string File)
{
    /// <summary>The family that the file names; empty where it could not be read.</summary>
    public string Family { get; init; } = "";

    /// <summary>How many turns were held against each other.</summary>
    public int Turns { get; init; }

    /// <summary>Those that drift, in order.</summary>
    public ImmutableArray<TurnDrift> Drifts { get; init; } = [];

    /// <summary>What of its sampled tokens.</summary>
    public SampledDrift Sampled { get; init; }

    /// <summary>Why it could not be compared; null where it was.</summary>
    public string? NotCompared { get; init; }

    /// <summary>Whether the old setup is the one that the file was recorded with; null where the file does not say.</summary>
    public bool? IsOldTheRecorded { get; init; }

    /// <summary>Whether it was compared and nothing drifts.</summary>
    public bool IsSame => NotCompared is null && Drifts.IsEmpty;
}

using Tito.Core.Messages.Normal;

namespace Tito.Core.Trajectories;

/// <summary>What a request says of a path of turns with whose messages it begins.</summary>
/// <param name="Renamed">The calls to which it gives other ids.</param>
/// <param name="Named">Turns of the path that it names by their answers.</param>
/// <param name="Distance">How far its messages are from the stored ones.</param>
internal readonly record struct ReplayedPath(RenamedCalls Renamed, int Named, Distance Distance) : IComparable<ReplayedPath>
{
    /// <summary>The path without turns, with which every request begins.</summary>
    public static ReplayedPath Start { get; } = new(RenamedCalls.None, 0, Distance.None);

    /// <summary>The path whose last turn the request names.</summary>
    public ReplayedPath AsNamed() => this with { Named = Named + 1 };

    /// <summary>The closer path is the lesser. A name says more than all messages.</summary>
    public int CompareTo(ReplayedPath other) =>
        other.Named.CompareTo(Named) is not 0 and var order ? order : Distance.CompareTo(other.Distance);

    /// <summary>
    /// Whether the request is of another path rather than of this one, although it matches both: it names that one, or its calls are that
    /// one's. Reasoning that it leaves out may be of either.
    /// </summary>
    public bool IsOutdoneBy(ReplayedPath other) =>
        other.Named > Named || (other.Named == Named && Distance.IsFurtherByCalls(other.Distance));
}

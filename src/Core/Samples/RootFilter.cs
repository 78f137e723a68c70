using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>Which conversations of a session become samples.</summary>
/// <param name="Agents">By the tags of their roots.</param>
/// <param name="Kinds">By what they are for, in the words of <see cref="LineKind"/>.</param>
public sealed record RootFilter(NameFilter Agents, NameFilter Kinds)
{
    /// <summary>Keeps all.</summary>
    public static RootFilter All { get; } = new(NameFilter.All, NameFilter.All);

    /// <summary>The roots of the conversations that are kept.</summary>
    public ImmutableHashSet<Turn> Kept(Trajectory trajectory) =>
    [
        .. SessionRoots.Of(trajectory)
            .Where(root => Agents.Keeps(root.Turn.Agent) && Kinds.Keeps(root.Kind is { } kind ? WireName.Of(kind) : null))
            .Select(root => root.Turn),
    ];
}

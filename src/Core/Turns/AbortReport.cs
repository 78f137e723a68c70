using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>What an abort did.</summary>
/// <param name="Aborted">How many running turns of this process were given up, 0 or more.</param>
/// <param name="Resumed">How many of those go on, because their session says so.</param>
/// <param name="Elsewhere">
/// The open turns of the session that another process runs. They end where their engine takes the wish from here, and not otherwise. Empty
/// where every session was meant.
/// </param>
public sealed record AbortReport(int Aborted, int Resumed, ImmutableArray<TurnIntent> Elsewhere);

using Tito.Core.Trajectories;

namespace Tito.Core.Sessions.Inspection;

/// <summary>A conversation of a session, from the root to a turn that no other continues.</summary>
/// <param name="Leaf">Its last turn.</param>
/// <param name="TurnCount">How many turns it has, 1 or more.</param>
/// <param name="Fork">The last turn that it has in common with the shown conversation; null when it has none, its own leaf when it is the shown one.</param>
public sealed record TurnBranch(Turn Leaf, int TurnCount, Turn? Fork);

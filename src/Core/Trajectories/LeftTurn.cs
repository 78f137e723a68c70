namespace Tito.Core.Trajectories;

/// <summary>A turn that was left behind.</summary>
/// <param name="Turn">The turn; it is stored, and no part of the conversation.</param>
/// <param name="Reason">Why it was left.</param>
/// <param name="By">The turn whose request left it, or null where a rollback did.</param>
public sealed record LeftTurn(Turn Turn, LeavingReason Reason, Turn? By);

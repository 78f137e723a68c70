using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>The state of a golden file's session in which a request of it is positioned.</summary>
internal static class GoldenPosition
{
    /// <summary>The session as it was for a request, or null when its record names a parent that is not before it.</summary>
    /// <remarks>
    /// A record names the parent, and only the session knew it: the request was positioned before turns that were committed since, or from
    /// an active turn that was not the last. So a recorded parent is taken when the request continues it in the session as it was when that
    /// turn was the last one; no later turn can make it right or wrong.
    /// </remarks>
    /// <param name="trajectory">The turns before the request.</param>
    /// <param name="record">The journal's record of the turn, or null in a file that was not exported from one.</param>
    public static Trajectory? Find(Trajectory trajectory, GoldenTurnRecord? record) =>
        record is null ? trajectory
        : record.Parent >= trajectory.Turns.Count ? null
        : trajectory.AsOf((record.Parent ?? -1) + 1);
}

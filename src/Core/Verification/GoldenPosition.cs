using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Where the requests of a golden file continue its trajectory.</summary>
internal static class GoldenPosition
{
    /// <summary>The position of a request, or the first reason against it.</summary>
    /// <remarks>
    /// A record names the parent, and only the session knew it: it was positioned before turns that were committed since, or from an active
    /// turn that was not the last. So a recorded parent is taken when the request continues it in the session as it was when that turn was the
    /// last one; no later turn can make it right or wrong.
    /// </remarks>
    /// <param name="index">The turn's place in the file.</param>
    /// <param name="golden">The file.</param>
    /// <param name="trajectory">The turns before it.</param>
    /// <param name="request">The request's messages.</param>
    /// <param name="appendRoles">Roles of the messages that may follow a generated turn.</param>
    public static (PositionOutcome.Positioned? Position, ReplayOutcome.Differs? Difference) Find(
        int index, GoldenTrajectory golden, Trajectory trajectory, IReadOnlyList<ChatMessage> request, ImmutableArray<Role> appendRoles)
    {
        var positioner = new Positioner(golden.Settings, appendRoles);
        if (golden.Turns[index].Recorded is not { } record)
        {
            return positioner.Position(trajectory, request) is PositionOutcome.Positioned free
                ? (free, null)
                : (null, new(index, "history", "Level 1: the request's messages do not extend the turns before it."));
        }

        if (record.Parent >= index)
        {
            return (null, new(index, "recorded", $"The turn continues turn {record.Parent}, which is not before it."));
        }

        return positioner.Position(trajectory.AsOf((record.Parent ?? -1) + 1), request) is PositionOutcome.Positioned position && position.Parent?.Sequence == record.Parent
            ? (position, null)
            : (null, new(index, "recorded", $"Level 1: the request's messages do not continue turn {TurnCheck.Name(record.Parent)}, which the turn continued by its record."));
    }
}

using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Level 1 of append-only: finds where a request continues a trajectory.</summary>
/// <remarks>Implementations are pure and thread-safe; a request that is refused later on leaves the session as it was.</remarks>
public interface IPositioner
{
    /// <summary>Where a request continues the trajectory, or why it does not.</summary>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="request">The whole message list of the request.</param>
    /// <param name="inputs">What else shapes the request's prompt; null where that is not compared.</param>
    /// <param name="line">The line of the session that the request is of; null where it names none.</param>
    /// <param name="named">
    /// The turns whose answers the request names by their ids, by their sequence; null for none. Of equal paths it is of theirs.
    /// </param>
    PositionOutcome Position(
        Trajectory trajectory,
        IReadOnlyList<ChatMessage> request,
        IInputsMatcher? inputs = null,
        SessionLine? line = null,
        IReadOnlySet<int>? named = null);
}

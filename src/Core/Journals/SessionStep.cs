using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>One change of a session, to be stored as a whole: the head afterwards, and what else there is to write.</summary>
/// <param name="Head">The head afterwards.</param>
/// <param name="Intent">The intent afterwards, or null where none changes. A step with a turn has one.</param>
/// <param name="Turn">The new turn, or null.</param>
public sealed record SessionStep(SessionHead Head, TurnIntent? Intent, EncodedTurn? Turn)
{
    /// <summary>The change of a parked turn's row, or null. A step with one has the intent of its key.</summary>
    public ParkedChange? Parked { get; init; }
}

namespace Tito.Core.Trajectories;

/// <summary>Why a request does not continue a trajectory.</summary>
public enum RefusalReason
{
    /// <summary>The request has no messages.</summary>
    NoMessages,

    /// <summary>
    /// The request differs from the stored messages so early that more turns would be rolled back than the session allows.
    /// </summary>
    RollbackTooDeep,

    /// <summary>What else shapes the prompt is not what the turn to continue has.</summary>
    InputsChanged,

    /// <summary>
    /// The request replays a sampled message with other content, or one of a turn that was left behind, and the session refuses that.
    /// </summary>
    AlteredHistory,

    /// <summary>A message after a generated turn has a role that the family's template cannot append.</summary>
    RoleNotAllowed,

    /// <summary>The turn to continue did not end, and the session closes no such turn.</summary>
    TruncatedTurn,

    /// <summary>The session has as many turns as it may have.</summary>
    TooManyTurns,
}

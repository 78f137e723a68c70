namespace Tito.Core.Trajectories;

/// <summary>How a turn that was sent to an engine ended without being recorded.</summary>
/// <remarks>
/// The numbers are stored with sessions: they never change. What was sampled stays with the intent as far as that has room, and else its
/// number of tokens (<see cref="AbortedCompletions.MaxBytes"/>).
/// </remarks>
public enum IntentFailure
{
    /// <summary>The engine answered with a status of its own.</summary>
    EngineError = 0,

    /// <summary>The engine's answer could not be used.</summary>
    EngineInvalidAnswer = 1,

    /// <summary>No engine could be reached.</summary>
    EngineUnreachable = 2,

    /// <summary>The engine did not answer in time.</summary>
    EngineTimeout = 3,

    /// <summary>Another turn was committed first. What was sampled stays with the intent.</summary>
    SessionAdvanced = 4,

    /// <summary>The client went away before the engine answered.</summary>
    Abandoned = 5,

    /// <summary>Nobody was heard of until it expired: the process that took it is gone, and what was sampled with it.</summary>
    Lost = 6,

    /// <summary>The session was closed while the engine worked. What was sampled stays with the intent.</summary>
    SessionClosed = 7,

    /// <summary>The turn is longer than a journal keeps. What was sampled stays with the intent.</summary>
    TooLarge = 8,

    /// <summary>The engine gave the turn up. What it had sampled stays with the intent; the next attempt asks again.</summary>
    EngineAborted = 9,

    /// <summary>It was not with an engine yet: the request was parked in the journal, to be taken later.</summary>
    Parked = 10,

    /// <summary>
    /// The turn could not be recorded: the journal was away, or the server failed over it. What was sampled stays with the intent.
    /// </summary>
    JournalUnavailable = 11,
}

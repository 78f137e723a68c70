namespace Tito.Core.Problems;

/// <summary>Why a request was not served. Each has one stable word on the wire and one HTTP status (docs/errors.md).</summary>
public enum ProblemCode
{
    /// <summary>The body, a parameter or a message is not of the form that is asked for.</summary>
    InvalidRequest,

    /// <summary>Level 1: the messages do not extend the stored history.</summary>
    HistoryMismatch,

    /// <summary>Level 1: tools, template arguments or effort are not those of the turn that the messages continue.</summary>
    PromptInputsChanged,

    /// <summary>Level 1: a message that follows a generated turn has a role that the family cannot append.</summary>
    RoleNotAllowed,

    /// <summary>Level 4: the turn to continue did not end, and the session closes no such turn.</summary>
    TurnTruncated,

    /// <summary>The session has as many turns as it may have.</summary>
    SessionFull,

    /// <summary>A new message holds the text of a special token, and the server refuses those.</summary>
    SpecialTokenInContent,

    /// <summary>The chat template failed on these messages.</summary>
    TemplateFailed,

    /// <summary>There is no session of that id.</summary>
    SessionNotFound,

    /// <summary>The session was deleted while the engine worked; the completion was not recorded.</summary>
    SessionDeleted,

    /// <summary>The session is closed; nothing was recorded.</summary>
    SessionClosed,

    /// <summary>The turn is longer than a journal keeps; the completion was not recorded.</summary>
    TurnTooLarge,

    /// <summary>The idempotency key was used with another body.</summary>
    IdempotencyKeyReused,

    /// <summary>The turn that is asked for again is still under way in another process.</summary>
    TurnInFlight,

    /// <summary>Another turn was committed while the engine worked; the completion was not recorded.</summary>
    SessionAdvanced,

    /// <summary>Level 2: the template does not render append-only.</summary>
    TemplateNotAppendOnly,

    /// <summary>Level 3: the prompt does not begin with the stored tokens.</summary>
    PrefixMismatch,

    /// <summary>The recorded turns contradict each other: no sample can be made of them.</summary>
    SamplesNotAssembled,

    /// <summary>The engine answered with a status of its own.</summary>
    EngineError,

    /// <summary>The engine said 200 with an answer that cannot be used.</summary>
    EngineInvalidAnswer,

    /// <summary>The engine gave the turn up; what it sampled is no part of the session.</summary>
    EngineAborted,

    /// <summary>No engine could be reached.</summary>
    EngineUnreachable,

    /// <summary>The engine did not answer in time.</summary>
    EngineTimeout,

    /// <summary>All engines have as much work as they may have; nothing was sent.</summary>
    EnginesBusy,

    /// <summary>No engine has weights as new as the session wants them; nothing was sent.</summary>
    EnginesStale,

    /// <summary>All engines are drained or left alone after failures; nothing was sent.</summary>
    EnginesUnavailable,
}

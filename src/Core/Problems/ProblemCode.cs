using System.Text.Json.Serialization;

namespace Tito.Core.Problems;

/// <summary>
/// Why a request was not served. Each has one stable word, on the wire and where it is stored, and one HTTP status (docs/errors.md).
/// </summary>
public enum ProblemCode
{
    /// <summary>The body, a parameter or a message is not of the form that is asked for.</summary>
    [JsonStringEnumMemberName("invalid_request")]
    InvalidRequest,

    /// <summary>Level 1: the messages do not extend the stored history.</summary>
    [JsonStringEnumMemberName("history_mismatch")]
    HistoryMismatch,

    /// <summary>Level 1: tools, template arguments or effort are not those of the turn that the messages continue.</summary>
    [JsonStringEnumMemberName("prompt_inputs_changed")]
    PromptInputsChanged,

    /// <summary>Level 1: a message that follows a generated turn has a role that the family cannot append.</summary>
    [JsonStringEnumMemberName("role_not_allowed")]
    RoleNotAllowed,

    /// <summary>Level 4: the turn to continue did not end, and the session closes no such turn.</summary>
    [JsonStringEnumMemberName("turn_truncated")]
    TurnTruncated,

    /// <summary>The session has as many turns as it may have.</summary>
    [JsonStringEnumMemberName("session_full")]
    SessionFull,

    /// <summary>A new message holds the text of a special token, and the server refuses those.</summary>
    [JsonStringEnumMemberName("special_token_in_content")]
    SpecialTokenInContent,

    /// <summary>The chat template failed on these messages.</summary>
    [JsonStringEnumMemberName("template_failed")]
    TemplateFailed,

    /// <summary>There is no session of that id.</summary>
    [JsonStringEnumMemberName("session_not_found")]
    SessionNotFound,

    /// <summary>There is another session of the id that a client chose.</summary>
    [JsonStringEnumMemberName("session_exists")]
    SessionExists,

    /// <summary>The session was deleted while the engine worked; the completion was not recorded.</summary>
    [JsonStringEnumMemberName("session_deleted")]
    SessionDeleted,

    /// <summary>The session is closed; nothing was recorded.</summary>
    [JsonStringEnumMemberName("session_closed")]
    SessionClosed,

    /// <summary>The turn is longer than a journal keeps; the completion was not recorded.</summary>
    [JsonStringEnumMemberName("turn_too_large")]
    TurnTooLarge,

    /// <summary>The idempotency key was used with another body.</summary>
    [JsonStringEnumMemberName("idempotency_key_reused")]
    IdempotencyKeyReused,

    /// <summary>The turn that is asked for again is still under way in another process.</summary>
    [JsonStringEnumMemberName("turn_in_flight")]
    TurnInFlight,

    /// <summary>No turn was asked for under the key that is looked at, or none that is under way or there.</summary>
    [JsonStringEnumMemberName("turn_not_found")]
    TurnNotFound,

    /// <summary>Another turn was committed while the engine worked; the completion was not recorded.</summary>
    [JsonStringEnumMemberName("session_advanced")]
    SessionAdvanced,

    /// <summary>Level 2: the template does not render append-only.</summary>
    [JsonStringEnumMemberName("template_not_append_only")]
    TemplateNotAppendOnly,

    /// <summary>Level 3: the prompt does not begin with the stored tokens.</summary>
    [JsonStringEnumMemberName("prefix_mismatch")]
    PrefixMismatch,

    /// <summary>The recorded turns contradict each other: no sample can be made of them.</summary>
    [JsonStringEnumMemberName("samples_not_assembled")]
    SamplesNotAssembled,

    /// <summary>The engine answered with a status of its own.</summary>
    [JsonStringEnumMemberName("engine_error")]
    EngineError,

    /// <summary>The engine said 200 with an answer that cannot be used.</summary>
    [JsonStringEnumMemberName("engine_invalid_answer")]
    EngineInvalidAnswer,

    /// <summary>The engine gave the turn up; what it sampled is no part of the session.</summary>
    [JsonStringEnumMemberName("engine_aborted")]
    EngineAborted,

    /// <summary>No engine could be reached.</summary>
    [JsonStringEnumMemberName("engine_unreachable")]
    EngineUnreachable,

    /// <summary>The engine did not answer in time.</summary>
    [JsonStringEnumMemberName("engine_timeout")]
    EngineTimeout,

    /// <summary>All engines have as much work as they may have; nothing was sent.</summary>
    [JsonStringEnumMemberName("engines_busy")]
    EnginesBusy,

    /// <summary>No engine has weights as new as the session wants them; nothing was sent.</summary>
    [JsonStringEnumMemberName("engines_stale")]
    EnginesStale,

    /// <summary>All engines are drained or left alone after failures; nothing was sent.</summary>
    [JsonStringEnumMemberName("engines_unavailable")]
    EnginesUnavailable,

    /// <summary>The journal could not be used in time; whether the turn was recorded is found out when it can be.</summary>
    [JsonStringEnumMemberName("journal_unavailable")]
    JournalUnavailable,

    /// <summary>The server holds as many bytes of requests, or of engines' answers, as it may; nothing was recorded.</summary>
    [JsonStringEnumMemberName("server_busy")]
    ServerBusy,

    /// <summary>A defect of this server, which its log says.</summary>
    [JsonStringEnumMemberName("internal_error")]
    InternalError,
}

using System.Diagnostics;
using Tito.Core.Problems;

namespace Tito.Server.Errors;

/// <summary>The only place with statuses and codes. docs/errors.md is held against it by a test.</summary>
internal static class ErrorCatalog
{
    private const string Client = "invalid_request_error";
    private const string Server = "server_error";
    private const string Engine = "engine_error";

    /// <summary>The body is not JSON, or has duplicate keys.</summary>
    public static ErrorKind InvalidJson { get; } = new(400, "invalid_json", Client);

    /// <summary>The key is missing or wrong.</summary>
    public static ErrorKind Unauthorized { get; } = new(401, "unauthorized", "authentication_error");

    /// <summary>No function has this route.</summary>
    public static ErrorKind RouteNotFound { get; } = new(404, "route_not_found", Client);

    /// <summary>The route's function does not take this method.</summary>
    public static ErrorKind MethodNotAllowed { get; } = new(405, "method_not_allowed", Client);

    /// <summary>No engine has this number.</summary>
    public static ErrorKind EndpointNotFound { get; } = new(404, "endpoint_not_found", Client);

    /// <summary>No verification run has this id.</summary>
    public static ErrorKind VerificationNotFound { get; } = new(404, "verification_not_found", Client);

    /// <summary>The body is larger than the server takes.</summary>
    public static ErrorKind BodyTooLarge { get; } = new(413, "body_too_large", Client);

    /// <summary>A defect of this server, or of its store.</summary>
    public static ErrorKind Internal { get; } = new(500, "internal_error", Server);

    /// <summary>The stored rows of the session contradict each other.</summary>
    public static ErrorKind JournalCorrupt { get; } = new(500, "journal_corrupt", Server, ShouldRetry: false);

    /// <summary>The row of a problem.</summary>
    public static ErrorKind Of(Problem problem) => problem.Code switch
    {
        ProblemCode.InvalidRequest => new(400, "invalid_request", Client),
        ProblemCode.HistoryMismatch => new(400, "history_mismatch", Client),
        ProblemCode.PromptInputsChanged => new(400, "prompt_inputs_changed", Client),
        ProblemCode.RoleNotAllowed => new(400, "role_not_allowed", Client),
        ProblemCode.SpecialTokenInContent => new(400, "special_token_in_content", Client),
        ProblemCode.TurnTruncated => new(409, "turn_truncated", Client, ShouldRetry: false),
        ProblemCode.SessionFull => new(409, "session_full", Client, ShouldRetry: false),
        ProblemCode.TemplateFailed => new(400, "template_failed", Client),
        ProblemCode.SessionNotFound => new(404, "session_not_found", Client),
        ProblemCode.SessionDeleted => new(410, "session_deleted", Client),
        ProblemCode.SessionClosed => new(409, "session_closed", Client, ShouldRetry: false),
        ProblemCode.TurnTooLarge => new(413, "turn_too_large", Client, ShouldRetry: false),
        ProblemCode.IdempotencyKeyReused => new(422, "idempotency_key_reused", Client),
        ProblemCode.TurnInFlight => new(409, "turn_in_flight", Client, ShouldRetry: true),
        ProblemCode.SessionAdvanced => new(409, "session_advanced", Client, ShouldRetry: false),
        ProblemCode.TemplateNotAppendOnly => new(500, "template_not_append_only", Server, ShouldRetry: false),
        ProblemCode.PrefixMismatch => new(500, "prefix_mismatch", Server, ShouldRetry: false),
        ProblemCode.SamplesNotAssembled => new(422, "samples_not_assembled", Server),
        ProblemCode.EngineError => new(problem.EngineStatus ?? 502, "engine_error", Engine),
        ProblemCode.EngineInvalidAnswer => new(502, "engine_invalid_answer", Engine),
        ProblemCode.EngineAborted => new(503, "engine_aborted", Engine),
        ProblemCode.EngineUnreachable => new(503, "engine_unreachable", Engine),
        ProblemCode.EngineTimeout => new(504, "engine_timeout", Engine),
        ProblemCode.EnginesBusy => new(429, "engines_busy", Engine),
        ProblemCode.EnginesStale => new(503, "engines_stale", Engine),
        ProblemCode.EnginesUnavailable => new(503, "engines_unavailable", Engine),
        _ => throw new UnreachableException(),
    };
}

using System.Diagnostics;
using Tito.Core.Messages;
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

    /// <summary>The key may not do this, or a page of the web calls a server without keys.</summary>
    public static ErrorKind Forbidden { get; } = new(403, "forbidden", "permission_error");

    /// <summary>A server without keys is sent something else than JSON.</summary>
    public static ErrorKind UnsupportedMediaType { get; } = new(415, "unsupported_media_type", Client);

    /// <summary>The key has sent as much as it may.</summary>
    public static ErrorKind RateLimited { get; } = new(429, "rate_limited", "rate_limit_error");

    /// <summary>No function has this route.</summary>
    public static ErrorKind RouteNotFound { get; } = new(404, "route_not_found", Client);

    /// <summary>The route's function does not take this method.</summary>
    public static ErrorKind MethodNotAllowed { get; } = new(405, "method_not_allowed", Client);

    /// <summary>No engine has this number.</summary>
    public static ErrorKind EndpointNotFound { get; } = new(404, "endpoint_not_found", Client);

    /// <summary>No turn of the session gave the answer of this id.</summary>
    public static ErrorKind ResponseNotFound { get; } = new(404, "response_not_found", Client);

    /// <summary>The answer is a turn, and turns are append-only.</summary>
    public static ErrorKind ResponseKept { get; } = new(409, "response_kept", Client, ShouldRetry: false);

    /// <summary>Another model is served.</summary>
    public static ErrorKind ModelNotFound { get; } = new(404, "model_not_found", Client);

    /// <summary>No verification run has this id.</summary>
    public static ErrorKind VerificationNotFound { get; } = new(404, "verification_not_found", Client);

    /// <summary>The body is larger than the server takes.</summary>
    public static ErrorKind BodyTooLarge { get; } = new(413, "body_too_large", Client);

    /// <summary>The stored rows of the session contradict each other, or one of a verification run is damaged.</summary>
    public static ErrorKind JournalCorrupt { get; } = new(500, "journal_corrupt", Server, ShouldRetry: false);

    /// <summary>The row of a problem.</summary>
    public static ErrorKind Of(Problem problem) => Of(problem, WireName.Of(problem.Code));

    private static ErrorKind Of(Problem problem, string word) => problem.Code switch
    {
        ProblemCode.InvalidRequest => new(400, word, Client),
        ProblemCode.HistoryMismatch => new(400, word, Client),
        ProblemCode.PromptInputsChanged => new(400, word, Client),
        ProblemCode.RoleNotAllowed => new(400, word, Client),
        ProblemCode.SpecialTokenInContent => new(400, word, Client),
        ProblemCode.TurnTruncated => new(409, word, Client, ShouldRetry: false),
        ProblemCode.SessionFull => new(409, word, Client, ShouldRetry: false),
        ProblemCode.TemplateFailed => new(400, word, Client),
        ProblemCode.SessionNotFound => new(404, word, Client),
        ProblemCode.SessionExists => new(409, word, Client, ShouldRetry: false),
        ProblemCode.SessionDeleted => new(410, word, Client),
        ProblemCode.SessionClosed => new(409, word, Client, ShouldRetry: false),
        ProblemCode.TurnTooLarge => new(413, word, Client, ShouldRetry: false),
        ProblemCode.IdempotencyKeyReused => new(422, word, Client),
        ProblemCode.TurnNotFound => new(404, word, Client),
        ProblemCode.TurnInFlight => new(409, word, Client, ShouldRetry: true),
        ProblemCode.SessionAdvanced => new(409, word, Client, ShouldRetry: false),
        ProblemCode.TemplateNotAppendOnly => new(500, word, Server, ShouldRetry: false),
        ProblemCode.PrefixMismatch => new(500, word, Server, ShouldRetry: false),
        ProblemCode.SamplesNotAssembled => new(422, word, Server),
        ProblemCode.EngineError => new(problem.EngineStatus ?? 502, word, Engine),
        ProblemCode.EngineInvalidAnswer => new(502, word, Engine),
        ProblemCode.EngineAborted => new(503, word, Engine),
        ProblemCode.EngineUnreachable => new(503, word, Engine),
        ProblemCode.EngineTimeout => new(504, word, Engine),
        ProblemCode.EnginesBusy => new(429, word, Engine),
        ProblemCode.EnginesStale => new(503, word, Engine),
        ProblemCode.EnginesUnavailable => new(503, word, Engine),
        ProblemCode.JournalUnavailable => new(503, word, Server),
        ProblemCode.ServerBusy => new(503, word, Server),
        ProblemCode.InternalError => new(500, word, Server),
        _ => throw new UnreachableException(),
    };
}

using System.Collections.Immutable;
using Tito.Faces.OpenAiChat;

namespace Tito.Server.Endpoints;

/// <summary>Every route that the server answers, in the order of a session's life: the one list of methods and paths.</summary>
internal static class Routes
{
    /// <summary>Opens a session.</summary>
    public static ServedRoute CreateSession { get; } = new("POST", "/sessions", CreateSessionEndpoint.RunAsync);

    /// <summary>The sessions, a page at a time.</summary>
    public static ServedRoute ListSessions { get; } = new("GET", "/sessions", ListSessionsEndpoint.RunAsync);

    /// <summary>A session's records and tokens.</summary>
    public static ServedRoute GetSession { get; } = new("GET", "/sessions/{id}", GetSessionEndpoint.RunAsync);

    /// <summary>The inspector's page.</summary>
    public static ServedRoute ViewSession { get; } = new("GET", "/sessions/{id}/view", ViewSessionEndpoint.RunAsync);

    /// <summary>OpenAI's list of models.</summary>
    public static ServedRoute ListModels { get; } = new("GET", "/sessions/{id}/v1/models", ListModelsEndpoint.RunAsync);

    /// <summary>One turn.</summary>
    public static ServedRoute ChatCompletions { get; } =
        new("POST", "/sessions/{id}/" + OpenAiChatFace.Instance.Route, ChatCompletionsEndpoint.RunAsync);

    /// <summary>A turn by its key.</summary>
    public static ServedRoute GetTurn { get; } = new("GET", "/sessions/{id}/turns/{key}", GetTurnEndpoint.RunAsync);

    /// <summary>Training samples.</summary>
    public static ServedRoute CollectSamples { get; } = new("POST", "/sessions/{id}/samples", CollectSamplesEndpoint.RunAsync);

    /// <summary>What the session's digest stands for.</summary>
    public static ServedRoute GetProof { get; } = new("GET", "/sessions/{id}/proof", GetProofEndpoint.RunAsync);

    /// <summary>A session against its raw rows.</summary>
    public static ServedRoute VerifySession { get; } = new("POST", "/sessions/{id}/verify", VerifySessionEndpoint.RunAsync);

    /// <summary>Gives up what a session has with an engine.</summary>
    public static ServedRoute AbortSession { get; } = new("POST", "/sessions/{id}/abort", AbortSessionEndpoint.RunAsync);

    /// <summary>Gives up what this server has with an engine.</summary>
    public static ServedRoute AbortTurns { get; } = new("POST", "/abort", AbortTurnsEndpoint.RunAsync);

    /// <summary>Another active turn.</summary>
    public static ServedRoute RollBackSession { get; } = new("POST", "/sessions/{id}/rollback", RollBackSessionEndpoint.RunAsync);

    /// <summary>No turn any more.</summary>
    public static ServedRoute CloseSession { get; } = new("POST", "/sessions/{id}/close", CloseSessionEndpoint.RunAsync);

    /// <summary>Removes a session.</summary>
    public static ServedRoute DeleteSession { get; } = new("DELETE", "/sessions/{id}", DeleteSessionEndpoint.RunAsync);

    /// <summary>The process is up.</summary>
    public static ServedRoute Health { get; } = new("GET", "/health", HealthEndpoint.RunAsync);

    /// <summary>The engines.</summary>
    public static ServedRoute ListEndpoints { get; } = new("GET", "/endpoints", ListEndpointsEndpoint.RunAsync);

    /// <summary>No new request for an engine.</summary>
    public static ServedRoute DrainEndpoint { get; } = new("POST", "/endpoints/{endpoint}/drain", DrainEndpointEndpoint.RunAsync);

    /// <summary>Requests for a drained engine again.</summary>
    public static ServedRoute UndrainEndpoint { get; } = new("POST", "/endpoints/{endpoint}/undrain", UndrainEndpointEndpoint.RunAsync);

    /// <summary>Begins a verification run.</summary>
    public static ServedRoute StartVerification { get; } = new("POST", "/verifications", StartVerificationEndpoint.RunAsync);

    /// <summary>The verification runs, a page at a time.</summary>
    public static ServedRoute ListVerifications { get; } = new("GET", "/verifications", ListVerificationsEndpoint.RunAsync);

    /// <summary>A verification run with its shards.</summary>
    public static ServedRoute GetVerification { get; } = new("GET", "/verifications/{run}", GetVerificationEndpoint.RunAsync);

    /// <summary>All of them.</summary>
    public static ImmutableArray<ServedRoute> All { get; } =
    [
        CreateSession, ListSessions, GetSession, ViewSession, ListModels, ChatCompletions, GetTurn, CollectSamples, GetProof, VerifySession,
        AbortSession, AbortTurns, RollBackSession, CloseSession, DeleteSession, Health, ListEndpoints, DrainEndpoint, UndrainEndpoint,
        StartVerification, ListVerifications, GetVerification,
    ];
}

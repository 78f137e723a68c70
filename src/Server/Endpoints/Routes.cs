using System.Collections.Immutable;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiChat;
using Tito.Faces.OpenAiResponses;

namespace Tito.Server.Endpoints;

/// <summary>Every route that the server answers, in the order of a session's life: the one list of methods and paths.</summary>
internal static class Routes
{
    /// <summary>Opens a session.</summary>
    public static ServedRoute CreateSession { get; } = new("POST", "/sessions", CreateSessionEndpoint.RunAsync);

    /// <summary>The sessions, a page at a time.</summary>
    public static ServedRoute ListSessions { get; } =
        new ServedRoute("GET", "/sessions", ListSessionsEndpoint.RunAsync).ForAdmins();

    /// <summary>A session's records and tokens.</summary>
    public static ServedRoute GetSession { get; } = new("GET", "/sessions/{id}", GetSessionEndpoint.RunAsync);

    /// <summary>The inspector's page.</summary>
    public static ServedRoute ViewSession { get; } = new("GET", "/sessions/{id}/view", ViewSessionEndpoint.RunAsync);

    /// <summary>OpenAI's list of models.</summary>
    public static ServedRoute ListModels { get; } = new("GET", "/sessions/{id}/v1/models", ListModelsEndpoint.RunAsync);

    /// <summary>One of them.</summary>
    public static ServedRoute RetrieveModel { get; } = new("GET", "/sessions/{id}/v1/models/{model}", RetrieveModelEndpoint.RunAsync);

    /// <summary>One turn.</summary>
    public static ServedRoute ChatCompletions { get; } =
        new("POST", "/sessions/{id}/" + OpenAiChatFace.Instance.Route, ChatCompletionsEndpoint.RunAsync);

    /// <summary>One turn, in the format of OpenAI's Responses.</summary>
    public static ServedRoute Responses { get; } =
        new("POST", "/sessions/{id}/" + OpenAiResponsesFace.Instance.Route, ResponsesEndpoint.RunAsync);

    /// <summary>The answer of such a turn.</summary>
    public static ServedRoute GetResponse { get; } =
        new("GET", "/sessions/{id}/" + OpenAiResponsesFace.Instance.Route + "/{response}", GetResponseEndpoint.RunAsync);

    /// <summary>Gives one up that is under way.</summary>
    public static ServedRoute CancelResponse { get; } =
        new("POST", "/sessions/{id}/" + OpenAiResponsesFace.Instance.Route + "/{response}/cancel", CancelResponseEndpoint.RunAsync);

    /// <summary>Removes none.</summary>
    public static ServedRoute DeleteResponse { get; } =
        new("DELETE", "/sessions/{id}/" + OpenAiResponsesFace.Instance.Route + "/{response}", DeleteResponseEndpoint.RunAsync);

    /// <summary>What came before it.</summary>
    public static ServedRoute ListInputItems { get; } =
        new("GET", "/sessions/{id}/" + OpenAiResponsesFace.Instance.Route + "/{response}/input_items", ListInputItemsEndpoint.RunAsync);

    /// <summary>One turn, in Anthropic's format.</summary>
    public static ServedRoute Messages { get; } =
        new("POST", "/sessions/{id}/" + AnthropicMessagesFace.Instance.Route, MessagesEndpoint.RunAsync);

    /// <summary>The length of such a turn's prompt.</summary>
    public static ServedRoute CountTokens { get; } =
        new("POST", "/sessions/{id}/" + AnthropicMessagesFace.Instance.Route + "/count_tokens", CountTokensEndpoint.RunAsync);

    /// <summary>A turn, or its length, of the session that the request names elsewhere than in the path.</summary>
    public static ServedRoute ImplicitTurn { get; } = new("POST", "/v1/{*route}", UnnamedSessionEndpoint.RunAsync);

    /// <summary>Models and answers of such a session.</summary>
    public static ServedRoute ImplicitRead { get; } = new("GET", "/v1/{*route}", UnnamedSessionEndpoint.RunAsync);

    /// <summary>A turn by its key.</summary>
    public static ServedRoute GetTurn { get; } = new("GET", "/sessions/{id}/turns/{key}", GetTurnEndpoint.RunAsync);

    /// <summary>What a turn earned, said after it happened.</summary>
    public static ServedRoute AnnotateTurn { get; } =
        new("POST", "/sessions/{id}/turns/{turn}/annotate", AnnotateTurnEndpoint.RunAsync);

    /// <summary>Training samples.</summary>
    public static ServedRoute CollectSamples { get; } =
        new ServedRoute("POST", "/sessions/{id}/samples", CollectSamplesEndpoint.RunAsync).ForReaders();

    /// <summary>Training samples of many sessions.</summary>
    public static ServedRoute CollectSessions { get; } = new("GET", "/samples", CollectSessionsEndpoint.RunAsync);

    /// <summary>What the session's digest stands for.</summary>
    public static ServedRoute GetProof { get; } = new("GET", "/sessions/{id}/proof", GetProofEndpoint.RunAsync);

    /// <summary>A session against its raw rows.</summary>
    public static ServedRoute VerifySession { get; } =
        new ServedRoute("POST", "/sessions/{id}/verify", VerifySessionEndpoint.RunAsync).ForReaders();

    /// <summary>Gives up what a session has with an engine.</summary>
    public static ServedRoute AbortSession { get; } = new("POST", "/sessions/{id}/abort", AbortSessionEndpoint.RunAsync);

    /// <summary>Gives up what this server has with an engine.</summary>
    public static ServedRoute AbortTurns { get; } =
        new ServedRoute("POST", "/abort", AbortTurnsEndpoint.RunAsync).ForAdmins();

    /// <summary>Another active turn.</summary>
    public static ServedRoute RollBackSession { get; } = new("POST", "/sessions/{id}/rollback", RollBackSessionEndpoint.RunAsync);

    /// <summary>No turn any more.</summary>
    public static ServedRoute CloseSession { get; } = new("POST", "/sessions/{id}/close", CloseSessionEndpoint.RunAsync);

    /// <summary>Removes a session.</summary>
    public static ServedRoute DeleteSession { get; } = new("DELETE", "/sessions/{id}", DeleteSessionEndpoint.RunAsync);

    /// <summary>The process is up.</summary>
    public static ServedRoute Health { get; } = new("GET", "/health", HealthEndpoint.RunAsync);

    /// <summary>The same, by the name that probes of containers use.</summary>
    public static ServedRoute HealthLive { get; } = new("GET", "/health/live", HealthEndpoint.RunAsync);

    /// <summary>It can take turns: an engine and the journal answer.</summary>
    public static ServedRoute HealthReady { get; } = new("GET", "/health/ready", HealthReadyEndpoint.RunAsync);

    /// <summary>The metrics, without a session's name.</summary>
    public static ServedRoute Metrics { get; } = new("GET", "/metrics", MetricsEndpoint.RunAsync);

    /// <summary>These routes, for programs.</summary>
    public static ServedRoute OpenApi { get; } = new("GET", "/openapi.json", OpenApiEndpoint.RunAsync);

    /// <summary>
    /// The page for browsers at the root. The Functions host gives a route of no characters the function's name, and an empty parameter
    /// is the root to both. Here it is the plain root: a parameter would make every unknown path of one part a route of other methods.
    /// </summary>
    public static ServedRoute Landing { get; } = new("GET", "/{root:maxlength(0)?}", LandingEndpoint.RunAsync) { Pattern = "/" };

    /// <summary>No turn any more: the server stops when those under way have ended.</summary>
    public static ServedRoute DrainServer { get; } = new ServedRoute("POST", "/drain", DrainServerEndpoint.RunAsync).ForAdmins();

    /// <summary>The engines.</summary>
    public static ServedRoute ListEndpoints { get; } =
        new ServedRoute("GET", "/endpoints", ListEndpointsEndpoint.RunAsync).ForAdmins();

    /// <summary>No new request for an engine.</summary>
    public static ServedRoute DrainEndpoint { get; } =
        new ServedRoute("POST", "/endpoints/{endpoint}/drain", DrainEndpointEndpoint.RunAsync).ForAdmins();

    /// <summary>Requests for a drained engine again.</summary>
    public static ServedRoute UndrainEndpoint { get; } =
        new ServedRoute("POST", "/endpoints/{endpoint}/undrain", UndrainEndpointEndpoint.RunAsync).ForAdmins();

    /// <summary>Begins a verification run.</summary>
    public static ServedRoute StartVerification { get; } =
        new ServedRoute("POST", "/verifications", StartVerificationEndpoint.RunAsync).ForAdmins();

    /// <summary>The verification runs, a page at a time.</summary>
    public static ServedRoute ListVerifications { get; } =
        new ServedRoute("GET", "/verifications", ListVerificationsEndpoint.RunAsync).ForAdmins();

    /// <summary>A verification run with its shards.</summary>
    public static ServedRoute GetVerification { get; } =
        new ServedRoute("GET", "/verifications/{run}", GetVerificationEndpoint.RunAsync).ForAdmins();

    /// <summary>All of them.</summary>
    public static ImmutableArray<ServedRoute> All { get; } =
    [
        CreateSession, ListSessions, GetSession, ViewSession, ListModels, RetrieveModel, ChatCompletions, Responses, GetResponse,
        CancelResponse, DeleteResponse, ListInputItems, Messages, CountTokens, ImplicitTurn, ImplicitRead, GetTurn, AnnotateTurn,
        CollectSamples, CollectSessions, GetProof, VerifySession, AbortSession, AbortTurns, RollBackSession, CloseSession, DeleteSession,
        Health, HealthLive, HealthReady, Metrics, OpenApi, Landing, DrainServer, ListEndpoints, DrainEndpoint, UndrainEndpoint,
        StartVerification, ListVerifications, GetVerification,
    ];
}

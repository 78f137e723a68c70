using Tito.Server.Errors;

namespace Tito.Server.Endpoints;

/// <summary>
/// The routes of the faces without a session's URL before them: where sessions are implicit, such a request was led to its session before
/// it came here.
/// </summary>
internal static class UnnamedSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => ErrorBody.WriteAsync(
        context,
        ErrorCatalog.RouteNotFound,
        $"Nothing answers at {context.Request.Path} alone: the base URL of a client is that of its session, /sessions/ID/v1, unless the "
        + "server runs with --implicit-sessions header or api-key.",
        null);
}

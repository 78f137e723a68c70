namespace Tito.Functions.ListSessions;

/// <summary>The function of <c>GET /sessions</c>.</summary>
public static class ListSessionsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ListSessions")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

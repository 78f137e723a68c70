namespace Tito.Functions.ViewSession;

/// <summary>The function of <c>GET /sessions/{id}/view</c>.</summary>
public static class ViewSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ViewSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/view")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

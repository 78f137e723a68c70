namespace Tito.Functions.GetSession;

/// <summary>The function of <c>GET /sessions/{id}</c>.</summary>
public static class GetSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("GetSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

namespace Tito.Functions.RollBackSession;

/// <summary>The function of <c>POST /sessions/{id}/rollback</c>.</summary>
public static class RollBackSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("RollBackSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/rollback")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

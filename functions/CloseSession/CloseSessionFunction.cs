namespace Tito.Functions.CloseSession;

/// <summary>The function of <c>POST /sessions/{id}/close</c>.</summary>
public static class CloseSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("CloseSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/close")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

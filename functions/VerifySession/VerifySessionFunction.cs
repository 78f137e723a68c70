namespace Tito.Functions.VerifySession;

/// <summary>The function of <c>POST /sessions/{id}/verify</c>.</summary>
public static class VerifySessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("VerifySession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/verify")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

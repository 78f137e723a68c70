namespace Tito.Functions.AbortSession;

/// <summary>The function of <c>POST /sessions/{id}/abort</c>.</summary>
public static class AbortSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("AbortSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/abort")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

namespace Tito.Functions.DeleteSession;

/// <summary>The function of <c>DELETE /sessions/{id}</c>.</summary>
public static class DeleteSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("DeleteSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "sessions/{id}")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

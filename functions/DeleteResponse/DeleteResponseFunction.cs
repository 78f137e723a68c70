namespace Tito.Functions.DeleteResponse;

/// <summary>The function of <c>DELETE /sessions/{id}/v1/responses/{response}</c>.</summary>
public static class DeleteResponseFunction
{
    /// <summary>Answers one request.</summary>
    [Function("DeleteResponse")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "sessions/{id}/v1/responses/{response}")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

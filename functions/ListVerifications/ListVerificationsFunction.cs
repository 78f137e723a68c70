namespace Tito.Functions.ListVerifications;

/// <summary>The function of <c>GET /verifications</c>.</summary>
public static class ListVerificationsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ListVerifications")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "verifications")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

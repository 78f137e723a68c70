namespace Tito.Functions.CollectSessions;

/// <summary>The function of <c>GET /samples</c>.</summary>
public static class CollectSessionsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("CollectSessions")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "samples")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

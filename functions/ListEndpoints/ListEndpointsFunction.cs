namespace Tito.Functions.ListEndpoints;

/// <summary>The function of <c>GET /endpoints</c>.</summary>
public static class ListEndpointsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ListEndpoints")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "endpoints")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

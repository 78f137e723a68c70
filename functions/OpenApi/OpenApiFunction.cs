namespace Tito.Functions.OpenApi;

/// <summary>The function of <c>GET /openapi.json</c>.</summary>
public static class OpenApiFunction
{
    /// <summary>Answers one request.</summary>
    [Function("OpenApi")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

namespace Tito.Functions.Health;

/// <summary>The function of <c>GET /health</c>.</summary>
public static class HealthFunction
{
    /// <summary>Answers one request.</summary>
    [Function("Health")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

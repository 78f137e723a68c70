namespace Tito.Functions.HealthReady;

/// <summary>The function of <c>GET /health/ready</c>.</summary>
public static class HealthReadyFunction
{
    /// <summary>Answers one request.</summary>
    [Function("HealthReady")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

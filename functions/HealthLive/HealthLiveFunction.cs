namespace Tito.Functions.HealthLive;

/// <summary>The function of <c>GET /health/live</c>.</summary>
public static class HealthLiveFunction
{
    /// <summary>Answers one request.</summary>
    [Function("HealthLive")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

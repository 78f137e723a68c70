namespace Tito.Functions.Metrics;

/// <summary>The function of <c>GET /metrics</c>.</summary>
public static class MetricsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("Metrics")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

namespace Tito.Functions.Landing;

/// <summary>The function of <c>GET /</c>.</summary>
public static class LandingFunction
{
    /// <summary>Answers one request.</summary>
    [Function("Landing")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "{root:maxlength(0)?}")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

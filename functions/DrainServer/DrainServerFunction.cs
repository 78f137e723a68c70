namespace Tito.Functions.DrainServer;

/// <summary>The function of <c>POST /drain</c>.</summary>
public static class DrainServerFunction
{
    /// <summary>Answers one request.</summary>
    [Function("DrainServer")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "drain")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

namespace Tito.Functions.DrainEndpoint;

/// <summary>The function of <c>POST /endpoints/{endpoint}/drain</c>.</summary>
public static class DrainEndpointFunction
{
    /// <summary>Answers one request.</summary>
    [Function("DrainEndpoint")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "endpoints/{endpoint}/drain")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

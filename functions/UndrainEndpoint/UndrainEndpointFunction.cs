namespace Tito.Functions.UndrainEndpoint;

/// <summary>The function of <c>POST /endpoints/{endpoint}/undrain</c>.</summary>
public static class UndrainEndpointFunction
{
    /// <summary>Answers one request.</summary>
    [Function("UndrainEndpoint")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "endpoints/{endpoint}/undrain")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

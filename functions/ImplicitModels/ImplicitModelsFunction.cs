namespace Tito.Functions.ImplicitModels;

/// <summary>The function of <c>GET /v1/models</c>.</summary>
public static class ImplicitModelsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ImplicitModels")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/models")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

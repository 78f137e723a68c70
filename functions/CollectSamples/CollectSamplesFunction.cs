namespace Tito.Functions.CollectSamples;

/// <summary>The function of <c>POST /sessions/{id}/samples</c>.</summary>
public static class CollectSamplesFunction
{
    /// <summary>Answers one request.</summary>
    [Function("CollectSamples")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/samples")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

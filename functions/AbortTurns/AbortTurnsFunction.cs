namespace Tito.Functions.AbortTurns;

/// <summary>The function of <c>POST /abort</c>.</summary>
public static class AbortTurnsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("AbortTurns")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "abort")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

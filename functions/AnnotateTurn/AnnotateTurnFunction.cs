namespace Tito.Functions.AnnotateTurn;

/// <summary>The function of <c>POST /sessions/{id}/turns/{turn}/annotate</c>.</summary>
public static class AnnotateTurnFunction
{
    /// <summary>Answers one request.</summary>
    [Function("AnnotateTurn")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/turns/{turn}/annotate")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

namespace Tito.Functions.GetProof;

/// <summary>The function of <c>GET /sessions/{id}/proof</c>.</summary>
public static class GetProofFunction
{
    /// <summary>Answers one request.</summary>
    [Function("GetProof")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/proof")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

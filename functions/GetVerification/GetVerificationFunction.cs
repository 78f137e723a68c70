namespace Tito.Functions.GetVerification;

/// <summary>The function of <c>GET /verifications/{run}</c>.</summary>
public static class GetVerificationFunction
{
    /// <summary>Answers one request.</summary>
    [Function("GetVerification")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "verifications/{run}")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.StartVerification;

/// <summary>The function of <c>POST /verifications</c>.</summary>
public static class StartVerificationFunction
{
    /// <summary>Answers one request.</summary>
    [Function("StartVerification")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "verifications")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.CancelResponse;

/// <summary>The function of <c>POST /sessions/{id}/v1/responses/{response}/cancel</c>.</summary>
public static class CancelResponseFunction
{
    /// <summary>Answers one request.</summary>
    [Function("CancelResponse")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/v1/responses/{response}/cancel")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

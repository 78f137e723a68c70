using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.RetrieveModel;

/// <summary>The function of <c>GET /sessions/{id}/v1/models/{model}</c>.</summary>
public static class RetrieveModelFunction
{
    /// <summary>Answers one request.</summary>
    [Function("RetrieveModel")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/v1/models/{model}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

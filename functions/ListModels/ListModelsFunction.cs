using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.ListModels;

/// <summary>The function of <c>GET /sessions/{id}/v1/models</c>.</summary>
public static class ListModelsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ListModels")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/v1/models")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

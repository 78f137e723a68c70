using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.GetResponse;

/// <summary>The function of <c>GET /sessions/{id}/v1/responses/{response}</c>.</summary>
public static class GetResponseFunction
{
    /// <summary>Answers one request.</summary>
    [Function("GetResponse")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/v1/responses/{response}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

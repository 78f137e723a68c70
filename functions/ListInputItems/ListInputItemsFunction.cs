using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.ListInputItems;

/// <summary>The function of <c>GET /sessions/{id}/v1/responses/{response}/input_items</c>.</summary>
public static class ListInputItemsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ListInputItems")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/v1/responses/{response}/input_items")]
        HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

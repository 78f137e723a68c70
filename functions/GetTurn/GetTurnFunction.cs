using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.GetTurn;

/// <summary>The function of <c>GET /sessions/{id}/turns/{key}</c>.</summary>
public static class GetTurnFunction
{
    /// <summary>Answers one request.</summary>
    [Function("GetTurn")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sessions/{id}/turns/{key}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

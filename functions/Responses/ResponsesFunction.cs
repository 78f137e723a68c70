using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.Responses;

/// <summary>The function of <c>POST /sessions/{id}/v1/responses</c>.</summary>
public static class ResponsesFunction
{
    /// <summary>Answers one request.</summary>
    [Function("Responses")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/v1/responses")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

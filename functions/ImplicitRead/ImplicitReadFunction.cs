using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.ImplicitRead;

/// <summary>The function of <c>GET /v1/…</c>.</summary>
public static class ImplicitReadFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ImplicitRead")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{*route}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

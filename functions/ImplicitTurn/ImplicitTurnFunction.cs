using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.ImplicitTurn;

/// <summary>The function of <c>POST /v1/…</c>.</summary>
public static class ImplicitTurnFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ImplicitTurn")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/{*route}")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

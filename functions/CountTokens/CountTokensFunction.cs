using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.CountTokens;

/// <summary>The function of <c>POST /sessions/{id}/v1/messages/count_tokens</c>.</summary>
public static class CountTokensFunction
{
    /// <summary>Answers one request.</summary>
    [Function("CountTokens")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/v1/messages/count_tokens")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

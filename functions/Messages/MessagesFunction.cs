using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.Messages;

/// <summary>The function of <c>POST /sessions/{id}/v1/messages</c>.</summary>
public static class MessagesFunction
{
    /// <summary>Answers one request.</summary>
    [Function("Messages")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/v1/messages")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

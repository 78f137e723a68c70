using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.ChatCompletions;

/// <summary>The function of <c>POST /sessions/{id}/v1/chat/completions</c>.</summary>
public static class ChatCompletionsFunction
{
    /// <summary>Answers one request.</summary>
    [Function("ChatCompletions")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/v1/chat/completions")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

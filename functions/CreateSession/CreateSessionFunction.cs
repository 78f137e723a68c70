using Microsoft.DurableTask.Client;
using Tito.Functions.Durable;

namespace Tito.Functions.CreateSession;

/// <summary>The function of <c>POST /sessions</c>.</summary>
public static class CreateSessionFunction
{
    /// <summary>Answers one request.</summary>
    [Function("CreateSession")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        DurableClients.AnswerAsync(request, client);
}

namespace Tito.Functions.Messages;

/// <summary>The function of <c>POST /sessions/{id}/v1/messages</c>.</summary>
public static class MessagesFunction
{
    /// <summary>Answers one request.</summary>
    [Function("Messages")]
    public static Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sessions/{id}/v1/messages")] HttpRequest request) =>
        Site.AnswerAsync(request);
}

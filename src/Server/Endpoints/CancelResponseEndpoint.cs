using Tito.Core.Turns;
using Tito.Faces.OpenAiResponses;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>POST /sessions/{id}/v1/responses/{response}/cancel</c>: gives up the turn of an answer that is under way here. One that is there
/// already is told as it is, however often it is cancelled.
/// </summary>
internal static class CancelResponseEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var (id, response) = (context.SessionId(), (string)context.Request.RouteValues["response"]!);
        if (await context.Part<TurnAborter>().CancelAsync(id, response, context.RequestAborted) is not { } cancelled)
        {
            await GetResponseEndpoint.RunAsync(context);
            return;
        }

        await using var json = JsonAnswer.Open(context);
        OpenAiResponsesFace.WriteCancelled(json, cancelled);
    }
}

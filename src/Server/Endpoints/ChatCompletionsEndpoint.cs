using System.Diagnostics;
using System.Globalization;
using Tito.Core.Serving;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/v1/chat/completions</c>: one turn of a session.</summary>
internal static class ChatCompletionsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var takeTurn = context.Part<TakeTurn>();
        using var body = await RequestJson.ReadAsync(context.Request, context.RequestAborted);
        var request = ChatRequest.Parse(body.RootElement);
        switch (await takeTurn.RunAsync(id, request, AttemptHeaders.Read(context.Request), context.RequestAborted))
        {
            case TurnOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case TurnOutcome.Committed(var turn, var isReplay):
                context.Response.Headers[TurnHeaders.Turn] = turn.Sequence.ToString(CultureInfo.InvariantCulture);
                context.Response.Headers[TurnHeaders.Parent] = (turn.Parent?.Sequence ?? -1).ToString(CultureInfo.InvariantCulture);
                context.Response.Headers[TurnHeaders.Digest] = turn.Digest.ToString();
                if (isReplay)
                {
                    context.Response.Headers[AttemptHeaders.Replayed] = "true";
                }

                await (request.Stream
                    ? CompletionStream.WriteAsync(context, turn.Content.Exchange.Response, request.IncludeUsage)
                    : CompletionBody.WriteAsync(context, turn));
                break;
            default:
                throw new UnreachableException();
        }
    }
}

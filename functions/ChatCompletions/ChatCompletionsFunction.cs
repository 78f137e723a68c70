using System.Diagnostics;
using System.Globalization;
using Tito.Core.Serving;
using Tito.Functions.Errors;
using Tito.Functions.Hosting;

namespace Tito.Functions.ChatCompletions;

/// <summary><c>POST /sessions/{id}/v1/chat/completions</c>: one turn of a session.</summary>
internal static class ChatCompletionsFunction
{
    /// <summary>The header that names the committed turn's sequence.</summary>
    public const string TurnHeader = "x-tito-turn";

    /// <summary>The header that names the sequence of the turn that was continued, -1 for none: a client sees by it that it rolled back.</summary>
    public const string ParentHeader = "x-tito-parent";

    /// <summary>The header that carries the committed turn's digest.</summary>
    public const string DigestHeader = "x-tito-digest";

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sessions/{id}/v1/chat/completions", RunAsync);

    private static async Task RunAsync(HttpContext context, string id, TakeTurn takeTurn)
    {
        using var body = await RequestJson.ReadAsync(context.Request, context.RequestAborted);
        var request = ChatRequest.Parse(body.RootElement);
        switch (await takeTurn.RunAsync(id, request, AttemptHeaders.Read(context.Request), context.RequestAborted))
        {
            case TurnOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case TurnOutcome.Committed(var turn, var isReplay):
                context.Response.Headers[TurnHeader] = turn.Sequence.ToString(CultureInfo.InvariantCulture);
                context.Response.Headers[ParentHeader] = (turn.Parent?.Sequence ?? -1).ToString(CultureInfo.InvariantCulture);
                context.Response.Headers[DigestHeader] = turn.Digest.ToString();
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

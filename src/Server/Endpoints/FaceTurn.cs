using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// One turn of a session over HTTP, whatever the face: its request is read, the turn is taken, and the answer is told in the face's words.
/// </summary>
internal static class FaceTurn
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="face">The wire format that the client speaks.</param>
    public static async Task RunAsync(HttpContext context, IFace face)
    {
        using var body = await RequestJson.ReadAsync(context.Request, context.RequestAborted);
        var request = face.Read(body.RootElement);
        var asked = request.Turn with { Agent = AgentHeader.Read(context.Request) };
        var attempt = AttemptHeaders.Read(context.Request);
        var taker = context.Part<TurnTaker>();
        switch (await taker.RunAsync(context.SessionId(), asked, attempt, observer: null, context.RequestAborted))
        {
            case TurnOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case TurnOutcome.Committed committed:
                WriteHeaders(context.Response.Headers, committed);
                Warn(context, committed);
                await (request.IsStreamed
                    ? StreamAsync(context, request, committed.Turn)
                    : AnswerAsync(context, request, committed.Turn));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Warn(HttpContext context, TurnOutcome.Committed committed)
    {
        if (committed is { IsReplay: false, LeftBehind.IsEmpty: false })
        {
            RestartLog.Warn(context.Part<ILoggerFactory>(), context.SessionId(), committed.Turn, committed.LeftBehind);
        }
    }

    private static void WriteHeaders(IHeaderDictionary headers, TurnOutcome.Committed committed)
    {
        var (turn, isReplay) = committed;
        headers[TurnHeaders.Turn] = turn.Sequence.ToString(CultureInfo.InvariantCulture);
        headers[TurnHeaders.Parent] = (turn.Parent?.Sequence ?? -1).ToString(CultureInfo.InvariantCulture);
        headers[TurnHeaders.End] = turn.Content.End is { } end ? WireName.Of(end.Kind) : default(StringValues);
        headers[TurnHeaders.Disagreement] = turn.Content.Exchange.Disagreement;
        headers[TurnHeaders.Digest] = turn.Digest.ToString();
        if (turn.Agent is { } agent)
        {
            headers[AgentHeader.Name] = agent;
        }

        if (!committed.KeptInputs.IsEmpty)
        {
            // A client chooses the names of its template arguments, and a header carries ASCII alone.
            var fields = string.Join(", ", committed.KeptInputs.Select(difference => difference.Field));
            headers[TurnHeaders.PromptInputs] = $"kept; {JsonEncodedText.Encode(fields)}";
        }

        if (committed.LeftBehind is { IsEmpty: false } left)
        {
            headers[TurnHeaders.LeftBehind] = string.Create(
                CultureInfo.InvariantCulture,
                $"turns={left.Turns.Length}; tokens={left.TokenCount}; reason={WireName.Of(left.Turns[0].Reason)}");
        }

        if (isReplay)
        {
            headers[AttemptHeaders.Replayed] = "true";
        }
    }

    private static async Task AnswerAsync(HttpContext context, IFaceRequest request, Turn turn)
    {
        await using var json = JsonAnswer.Open(context);
        request.WriteAnswer(json, turn);
    }

    private static async Task StreamAsync(HttpContext context, IFaceRequest request, Turn turn)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["x-accel-buffering"] = "no";
        foreach (var data in request.Events(turn))
        {
            await context.Response.Body.WriteAsync("data: "u8.ToArray(), context.RequestAborted);
            await context.Response.Body.WriteAsync(data, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), context.RequestAborted);
        }
    }
}

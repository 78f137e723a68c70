using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Faces.OpenAiChat;
using Tito.Server.Answers;
using Tito.Server.Deferred;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>GET /sessions/{id}/turns/{key}</c>: the turn of a key, as a retry with the key is answered; what became of it; or when to look again.
/// </summary>
internal static class GetTurnEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var (id, key) = (context.SessionId(), (string)context.Request.RouteValues["key"]!);
        switch (await context.Part<TurnFinder>().RunAsync(id, key, context.RequestAborted))
        {
            case TurnState.Waits(var since, var isUnderWay, var isParked):
                if (isParked)
                {
                    // A schedule that was lost is mended by a look; one that is there stays as it is.
                    await context.Part<TurnSchedule>().TryAsync(id, key, context.RequestAborted);
                }

                await WaitingAnswer.WriteAsync(context, key, isUnderWay, since);
                break;
            case TurnState.Taken({ } outcome, _, { } parked, var session)
                when ServedFaces.Find(parked.Face) is { } face && Read(face, parked, context) is { } request:

                // Of this very session: in another one of its id the key has no turn yet, and a look takes none.
                await ReplayAsync(context, face, request, new("", key, IsRetry: false) { Session = session }, outcome);
                break;
            case TurnState.Taken({ } outcome, var echo, _, _):
                await TellAsync(context, outcome, echo);
                break;
            case TurnState.None(var problem):
                await ErrorBody.WriteFinalAsync(context, problem);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The request; null where this release does not take what an earlier one did: its turn is told all the same.</summary>
    private static IFaceRequest? Read(IFace face, ParkedTurn parked, HttpContext context)
    {
        try
        {
            return ParkedRequest.Read(face, parked, SessionFaceRules.Of(context));
        }
        catch (MessageException)
        {
            return null;
        }
    }

    private static async Task TellAsync(HttpContext context, TurnOutcome.Committed outcome, RequestEcho? echo)
    {
        var face = (echo is null ? null : ServedFaces.Find(echo.Face)) ?? OpenAiChatFace.Instance;
        TurnNotes.WriteHeaders(context.Response.Headers, outcome);
        await using var json = JsonAnswer.Open(context);
        face.WriteAnswer(json, outcome.Turn, echo?.Text, SessionFaceRules.Of(context));
    }

    /// <summary>With the request at hand the turn is told in just the way of a retry.</summary>
    private static async Task ReplayAsync(
        HttpContext context, IFace face, IFaceRequest request, Attempt attempt, TurnOutcome.Committed known)
    {
        var outcome = await context.Part<TurnTaker>().RunAsync(context.SessionId(), request.Turn, attempt, null, context.RequestAborted);
        var told = outcome as TurnOutcome.Committed ?? known;
        await new WholeAnswer(context, face, request, context.Part<TimeProvider>()).EndAsync(told);
    }
}

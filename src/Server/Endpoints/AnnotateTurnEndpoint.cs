using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>POST /sessions/{id}/turns/{turn}/annotate</c>: what a turn earned, and metadata of it, said after it happened. The path names the
/// turn by its number or by the id of its answer.
/// </summary>
internal static class AnnotateTurnEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var (id, name) = (context.SessionId(), (string)context.Request.RouteValues["turn"]!);
        Annotation said;
        using (var body = await RequestJson.ReadAsync(context.Request, context.RequestAborted))
        {
            said = Annotation.Read(body.RootElement);
        }

        if (said == Annotation.None)
        {
            throw new MessageException("body", "must say metadata, reward or both.");
        }

        switch (await context.Part<TurnAnnotator>().RunAsync(id, name, said, context.RequestAborted))
        {
            case AnnotateOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case AnnotateOutcome.Annotated(var turn, var all):
                await using (var json = JsonAnswer.Open(context))
                {
                    json.WriteStartObject();
                    json.WriteString("session_id", id);
                    json.WriteNumber("turn", turn.Sequence);
                    json.WriteString("response_id", turn.Content.Exchange.ResponseId);
                    all.WriteMembers(json);
                    json.WriteEndObject();
                }

                break;
            default:
                throw new UnreachableException();
        }
    }
}

using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>POST /sessions/{id}/close</c>: the session takes no turn any more. A body may say its metadata and what it earned.
/// </summary>
internal static class CloseSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var close = context.Part<SessionCloser>();
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        var said = body is null ? Annotation.None : Annotation.Read(body.RootElement);
        if (await close.RunAsync(id, said, context.RequestAborted) is not { } head)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteString("closed_at", head.ClosedAt!.Value);
        json.WriteNumber("turn_count", head.TurnCount);
        new Annotation(head.Metadata, head.Reward).WriteMembers(json);
        json.WriteEndObject();
    }
}

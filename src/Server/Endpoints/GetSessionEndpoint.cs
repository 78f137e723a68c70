using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Faces.OpenAiChat;
using Tito.Server.Errors;
using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}</c>: the records of the conversation, and its tokens with the comparator's verdict.</summary>
internal static class GetSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var hasRecords = HasRecords(context.Request.Query["records"].ToString());
        var read = context.Part<SessionViewer>();
        var model = context.Part<SessionModel>();
        if (await read.RunAsync(id, context.RequestAborted) is not { } view)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        context.Part<TurnMetrics>().Count(view);
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        if (hasRecords)
        {
            json.WriteStartArray("records");
            foreach (var turn in view.Session.Trajectory.Active?.Path ?? [])
            {
                OpenAiChatRecord.Write(json, turn);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("metadata");
        SessionMetadata.Write(json, view, model.Family);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool HasRecords(string records) => records switch
    {
        "" or "all" => true,
        "none" => false,
        _ => throw new MessageException("records", "must be all or none."),
    };
}

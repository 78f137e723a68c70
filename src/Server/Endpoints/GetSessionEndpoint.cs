using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Sessions;
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
        var records = Records(context.Request.Query["records"].ToString());
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
        RecordsJson.Write(json, view.Session, records);
        json.WriteStartObject("metadata");
        SessionMetadata.Write(json, view, model.Family);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static RecordDetail Records(string word) => word.Length == 0 ? RecordDetail.All
        : WireName.Find<RecordDetail>(word) ?? throw new MessageException("records", $"must be one of {WireName.All<RecordDetail>()}.");
}

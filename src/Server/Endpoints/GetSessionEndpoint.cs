using System.Text.Json;
using Tito.Core.Serving;
using Tito.Core.Trajectories;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}</c>: the records of the conversation, and its tokens with the comparator's verdict.</summary>
internal static class GetSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var read = context.Part<ReadSession>();
        var model = context.Part<SessionModel>();
        if (await read.RunAsync(id, context.RequestAborted) is not { } view)
        {
            await ErrorBody.WriteAsync(context, Problem.SessionNotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteStartArray("records");
        foreach (var turn in view.Session.Trajectory.Active?.Path ?? [])
        {
            WriteRecord(json, turn);
        }

        json.WriteEndArray();
        json.WriteStartObject("metadata");
        SessionMetadata.Write(json, view, model.Family);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteNumber("timestamp", UnixTime.Seconds(turn.Content.Exchange.CompletedAt));
        json.WriteNumber("request_timestamp", UnixTime.Seconds(turn.Content.Exchange.RequestedAt));
        json.WriteString("method", "POST");
        json.WriteString("path", "/v1/chat/completions");
        json.WritePropertyName("request");
        RecordJson.Request(turn).WriteTo(json);
        json.WritePropertyName("response");
        RecordJson.WriteResponse(json, turn, withReplay: true);
        json.WriteNumber("status_code", StatusCodes.Status200OK);
        json.WriteEndObject();
    }
}

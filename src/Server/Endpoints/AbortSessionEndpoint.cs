using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/abort</c>: gives up the turns of a session that are with an engine.</summary>
internal static class AbortSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        if (await context.Part<TurnAborter>().RunAsync(id, context.RequestAborted) is not { } report)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteNumber("aborted", report.Aborted);
        json.WriteStartArray("elsewhere");
        foreach (var intent in report.Elsewhere)
        {
            json.WriteStartObject();
            json.WriteString("key", intent.Key);
            json.WriteString("started_at", intent.StartedAt);
            json.WriteString("expires_at", intent.ExpiresAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

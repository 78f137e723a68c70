using Tito.Core.Problems;
using Tito.Core.Verification;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/verify</c>: computes the session again from its raw rows and reports each disagreement.</summary>
internal static class VerifySessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var verify = context.Part<SessionVerifier>();
        if (await verify.RunAsync(id, context.RequestAborted) is not { } verdict)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteBoolean("verified", verdict.Disagreements.IsEmpty);
        json.WriteNumber("turn_count", verdict.TurnCount);
        json.WriteStartArray("disagreements");
        foreach (var (turn, row, what, detail) in verdict.Disagreements)
        {
            json.WriteStartObject();
            json.WriteNumber("turn", turn ?? -1);
            json.WriteString("row", row);
            json.WriteString("what", what);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

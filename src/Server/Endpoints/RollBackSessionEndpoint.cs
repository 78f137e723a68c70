using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/rollback</c> with <c>{"turn"}</c>: makes that turn the active one, -1 for none.</summary>
internal static class RollBackSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var rollBack = context.Part<SessionMover>();
        int? turn;
        using (var body = await RequestJson.ReadAsync(context.Request, context.RequestAborted))
        {
            turn = ReadTurn(body.RootElement);
        }

        switch (await rollBack.RunAsync(id, turn, context.RequestAborted))
        {
            case RollBackOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, problem);
                break;
            case RollBackOutcome.RolledBack(var session):
                var form = context.Part<SessionModel>().FormOf(session.Head.Genesis);
                await using (var json = JsonAnswer.Open(context))
                {
                    json.WriteStartObject();
                    json.WriteString("session_id", id);
                    json.WriteNumber("active_turn", session.Head.Active ?? -1);
                    json.WriteNumber("turn_count", session.Head.TurnCount);
                    json.WriteString("digest", session.Trajectory.Digest.ToString());
                    LeftBehindJson.Write(
                        json, LeftBehind.Of(session.Head.Settings.Policy, session.Trajectory, session.MatcherFor(form)));
                    json.WriteEndObject();
                }

                break;
            default:
                throw new UnreachableException();
        }
    }

    private static int? ReadTurn(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.EnumerateObject().ToList() is [{ Name: "turn", Value: { ValueKind: JsonValueKind.Number } value }]
        && value.TryGetInt32(out var turn) && turn >= -1
            ? turn >= 0 ? turn : null
            : throw new MessageException("turn", "is the one field of the body: the number of a turn, or -1 for none.");
}

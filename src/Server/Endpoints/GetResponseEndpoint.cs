using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Faces.OpenAiResponses;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}/v1/responses/{response}</c>: an answer of the session as it was given.</summary>
internal static class GetResponseEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (await FindAsync(context) is not var (session, turn))
        {
            return;
        }

        var intent = session.Intents.FirstOrDefault(
            intent => intent.End is IntentEnd.Committed(var sequence) && sequence == turn.Sequence);
        await using var json = JsonAnswer.Open(context);
        var face = OpenAiResponsesFace.Instance;
        face.WriteAnswer(json, turn, intent?.Echo is { } echo && echo.Face == face.Name ? echo.Text : null, SessionFaceRules.Of(context));
    }

    /// <summary>The turn whose answer a path names; null when it was answered that there is none.</summary>
    public static async Task<(JournaledSession Session, Turn Turn)?> FindAsync(HttpContext context)
    {
        var (id, response) = (context.SessionId(), (string)context.Request.RouteValues["response"]!);
        if (await context.Part<ISessionJournal>().LoadAsync(id, context.RequestAborted) is not { } session)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return null;
        }

        if (session.Trajectory.Turns.FirstOrDefault(turn => turn.Content.Exchange.ResponseId == response) is { } turn)
        {
            return (session, turn);
        }

        await ErrorBody.WriteAsync(
            context,
            ErrorCatalog.ResponseNotFound,
            "No turn of this session gave that answer; one that failed or is under way has none.",
            null);
        return null;
    }
}

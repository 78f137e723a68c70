using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>A request that names an answer instead of sending the conversation up to it: the journal has that conversation.</summary>
internal static class PreviousAnswer
{
    /// <summary>The request with its whole conversation; null when it was answered, because no turn of the session gave that answer.</summary>
    public static async Task<TurnRequest?> FindAsync(HttpContext context, IFaceRequest request)
    {
        if (request.PreviousAnswer is not { } answer)
        {
            return request.Turn;
        }

        var id = context.SessionId();
        if (await context.Part<ISessionJournal>().LoadAsync(id, context.RequestAborted) is not { } session)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return null;
        }

        if (session.Trajectory.Turns.FirstOrDefault(turn => turn.Content.Exchange.ResponseId == answer) is not { } turn)
        {
            await ErrorBody.WriteAsync(context, new Problem(
                ProblemCode.InvalidRequest, "No turn of this session gave that answer. Send the whole history as input.", "previous_response_id"));
            return null;
        }

        var (sent, before) = (request.Turn.Messages, turn.Messages.AsEnumerable());
        return request.BringsInstructions
            ? request.Turn with { Messages = [sent[0], .. before.SkipWhile((message, i) => i == 0 && message.RoleName == "system"), .. sent.Skip(1)] }
            : request.Turn with { Messages = [.. before, .. sent] };
    }
}

using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Faces;

namespace Tito.Server.Wire;

/// <summary>A request that names an answer instead of sending the conversation up to it: the journal has that conversation.</summary>
internal static class PreviousAnswer
{
    /// <summary>The request with its whole conversation, or why there is none.</summary>
    public static async ValueTask<(TurnRequest Asked, Problem? Refused)> ResolveAsync(
        ISessionJournal journal, string sessionId, IFaceRequest request, CancellationToken cancellationToken)
    {
        if (request.PreviousAnswer is not { } answer)
        {
            return (request.Turn, null);
        }

        if (await journal.LoadAsync(sessionId, cancellationToken) is not { } session)
        {
            return (request.Turn, SessionProblems.NotFound(sessionId));
        }

        if (session.Trajectory.Turns.FirstOrDefault(turn => turn.Content.Exchange.ResponseId == answer) is not { } turn)
        {
            return (request.Turn, new(
                ProblemCode.InvalidRequest,
                "No turn of this session gave that answer. Send the whole history as input.",
                "previous_response_id"));
        }

        var (sent, before) = (request.Turn.Messages, turn.Messages.AsEnumerable());
        var asked = request.BringsInstructions
            ? request.Turn with
            {
                Messages = [sent[0], .. before.SkipWhile((message, i) => i == 0 && message.RoleName == "system"), .. sent.Skip(1)],
            }
            : request.Turn with { Messages = [.. before, .. sent] };
        return (asked, null);
    }
}

using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Faces;

namespace Tito.Server.Wire;

/// <summary>A request that names an answer, or items of answers, instead of sending them: the journal has them.</summary>
internal static class PreviousAnswer
{
    /// <summary>
    /// The request with its whole conversation, and the session of which that is, null where nothing had to be looked up; or why there is
    /// none. The turn has to be taken in that session: another one may be opened under its id meanwhile.
    /// </summary>
    public static async ValueTask<(TurnRequest Asked, SessionHead? Session, Problem? Refused)> ResolveAsync(
        ISessionJournal journal, string sessionId, IFaceRequest request, CancellationToken cancellationToken)
    {
        if (request.PreviousAnswer is null && request.NamedAnswers.Count == 0)
        {
            return (request.Turn, null, null);
        }

        if (await journal.LoadAsync(sessionId, cancellationToken) is not { } session)
        {
            return (request.Turn, null, SessionProblems.NotFound(sessionId));
        }

        var turns = session.Trajectory.Turns.Where(turn => turn.Content.Exchange.ResponseId is not null)
            .ToLookup(turn => turn.Content.Exchange.ResponseId!, StringComparer.Ordinal);
        if (request.NamedAnswers.FirstOrDefault(named => !turns.Contains(named)) is { } unknown)
        {
            return (request.Turn, session.Head, new(
                ProblemCode.InvalidRequest, $"No turn of this session gave the answer {unknown}. Send its items.", "input"));
        }

        var named = request.NamedAnswers.Count == 0 ? request.Turn : request.With(answer => turns[answer].First().Content.Assistant);
        named = named with { Named = request.NamedAnswers.Select(answer => turns[answer].First().Sequence).ToImmutableHashSet() };
        if (request.PreviousAnswer is not { } previous)
        {
            return (named, session.Head, null);
        }

        if (turns[previous].FirstOrDefault() is not { } turn)
        {
            return (request.Turn, session.Head, new(
                ProblemCode.InvalidRequest,
                "No turn of this session gave that answer. Send the whole history as input.",
                "previous_response_id"));
        }

        named = named with { Named = named.Named.Append(turn.Sequence).ToImmutableHashSet() };
        var (sent, before) = (named.Messages, turn.Messages.AsEnumerable());
        var asked = request.BringsInstructions
            ? named with
            {
                Messages = [sent[0], .. before.SkipWhile((message, i) => i == 0 && message.RoleName == "system"), .. sent.Skip(1)],
            }
            : named with { Messages = [.. before, .. sent] };
        return (asked, session.Head, null);
    }
}

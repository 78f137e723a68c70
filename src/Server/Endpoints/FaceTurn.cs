using System.Diagnostics;
using Tito.Core.Buffers;
using Tito.Core.Journals;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Answers;
using Tito.Server.Errors;
using Tito.Server.Logs;
using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// One turn of a session over HTTP, whatever the face: its request is read, the turn is taken, and the answer is told in the face's words,
/// from its first delta on where the client reads a stream.
/// </summary>
internal static class FaceTurn
{
    private const int LongBody = 16 << 20;

    /// <summary>Answers one request.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="face">The wire format that the client speaks.</param>
    public static async Task RunAsync(HttpContext context, IFace face)
    {
        using var body = await RequestJson.ReadAsync(context.Request, context.RequestAborted, face.IsSpared);
        if (body.Length >= LongBody)
        {
            // What the long turns before it left behind: this one takes as much again.
            context.Part<FreedMemory>().GiveBack();
        }

        var request = face.Read(body.RootElement, SessionFaceRules.Of(context));
        context.Features.Set(request);
        var (asked, session, refused) = await PreviousAnswer.ResolveAsync(
            context.Part<ISessionJournal>(), context.SessionId(), request, context.RequestAborted);
        if (refused is not null)
        {
            await ErrorBody.WriteAsync(context, refused);
            return;
        }

        asked = asked with
        {
            Agent = AgentHeader.Read(context.Request),
            Line = AgentLine.Read(context.Request, body.RootElement, asked),
            Said = AnnotationHeaders.Read(context.Request),
        };
        foreach (var (name, value) in request.Notes)
        {
            context.Response.Headers[$"x-tito-{name}"] = value;
        }

        if (context.Features.Get<SessionHead>() is { Version: 0 })
        {
            // Nobody opened the session, and nothing was asked of it yet.
            RestartLog.WarnOfAnswers(context.Part<ILoggerFactory>(), context.SessionId(), asked);
        }

        var attempt = AttemptHeaders.Read(context.Request) with { Session = session };
        if (PreferHeader.AsksForLater(context.Request))
        {
            var taken = await DeferredTurn.RunAsync(context, face, body.RootElement, request, asked, attempt);
            if (taken is null)
            {
                return;
            }

            attempt = taken;
        }

        var clock = context.Part<TimeProvider>();
        TurnAnswerWriter answer = request.IsStreamed
            ? new StreamAnswer(context, request, clock)
            : new WholeAnswer(context, face, request, clock);
        context.Features.Set<IStartedAnswer>(answer);
        var observer = new LiveObserver();
        var outcome = context.Part<TurnMetrics>().WatchAsync(
            context.Part<TurnTaker>().RunAsync(context.SessionId(), asked, attempt, observer, context.RequestAborted));
        try
        {
            await answer.FollowAsync(outcome, observer);
        }
        finally
        {
            // The turn reads the body until it is over, whatever becomes of the connection.
            await Task.WhenAny(outcome);
        }

        switch (await outcome)
        {
            case TurnOutcome.Failed(var problem):
                await ErrorBody.WriteAsync(context, face.InOwnWords(problem));
                break;
            case TurnOutcome.Committed committed:
                RestartLog.Warn(context.Part<ILoggerFactory>(), context.SessionId(), committed);
                await DeliverAsync(context, answer, committed);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Tells a turn, and notes whether its last complete item left: a client that did not get it asks for it again.</summary>
    private static async Task DeliverAsync(HttpContext context, TurnAnswerWriter answer, TurnOutcome.Committed committed)
    {
        var isWhole = false;
        try
        {
            isWhole = await answer.EndAsync(committed) && !context.RequestAborted.IsCancellationRequested;
        }
        finally
        {
            context.Part<TurnTaker>().Deliveries.End(context.SessionId(), committed.Turn, isWhole);
        }
    }
}

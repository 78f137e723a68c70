using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Tells a retry that nobody marked from a request for another turn: agents send what they asked for again when its answer did not arrive,
/// whole or streamed, with this token limit or that, and say nothing of it.
/// </summary>
/// <remarks>Thread-safe. A request with a key is what its key says.</remarks>
/// <param name="model">The served model.</param>
/// <param name="deliveries">What left this process.</param>
/// <param name="clock">The present.</param>
internal sealed class RepeatedRequests(SessionModel model, TurnDeliveries deliveries, TimeProvider clock)
{
    private readonly RepeatFinder _finder = new(model);

    /// <summary>The committed turn that answers a request, which is about to be told then; or null.</summary>
    public Turn? Stored(JournaledSession session, TurnRequest request)
    {
        var (settings, trajectory) = (session.Head.Settings, session.Trajectory);
        if (settings.Repeat == RepeatRule.Anew
            || _finder.Find(settings, trajectory, request.Messages, request.Inputs, request.Line, request.Named) is not { } turn
            || (settings.Repeat != RepeatRule.Replay && !(IsLast(session, turn) && IsOwed(session.Head, turn, request))))
        {
            return null;
        }

        deliveries.TellAgain(session.Head.SessionId, turn);
        return turn;
    }

    /// <summary>
    /// The running turn that will answer a request, or null: one that goes on although its clients have all gone, or any where equal
    /// requests are one. Other sessions have no such turn, and their requests look at none.
    /// </summary>
    public LiveTurn? Running(JournaledSession session, TurnRequest request, RunningTurns running)
    {
        var settings = session.Head.Settings;
        return !MayJoin(settings) ? null : running.Of(session.Head.SessionId).FirstOrDefault(live =>
            live.Name.OpenedAt == session.Head.CreatedAt
            && (settings.Repeat == RepeatRule.Replay || live.Patience.IsAlone)
            && live.Plan is { } plan
            && request.Line == live.Line
            && _finder.Asks(settings, session.Trajectory, plan, request.Messages, request.Inputs, request.Line, request.Named));
    }

    /// <summary>Whether a request may be answered by a running turn that it does not name.</summary>
    public static bool MayJoin(SessionSettings settings) => settings.Repeat == RepeatRule.Replay
        || (settings.Repeat == RepeatRule.Regenerate && settings.OnHangUp == HangUpRule.Finish);

    /// <summary>A client that went on from an answer has it.</summary>
    private static bool IsLast(JournaledSession session, Turn turn) => session.Head.Settings.Policy == SessionPolicy.Linear
        ? turn == session.Trajectory.Active
        : !session.Trajectory.Turns.Skip(turn.Sequence + 1).Any(later => later.Parent == turn);

    /// <summary>
    /// What this process does not know was told by another one, or by one that is gone. In a tree equal requests may be samples of their
    /// own, so that there only an agent that names its line is taken to have lost its answer.
    /// </summary>
    private bool IsOwed(SessionHead head, Turn turn, TurnRequest request) =>
        deliveries.IsOwed(head.SessionId, turn)
        ?? ((head.Settings.Policy == SessionPolicy.Linear || request.Line?.Id is not null)
            && clock.GetUtcNow() - turn.Content.Exchange.CompletedAt < TurnDeliveries.Window);
}

using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions.Inspection;

/// <summary>The use case that lays a session out for people: its tokens as text, with what is known about each.</summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="read">Compares tokens.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Tells which intents are dangling.</param>
public sealed class SessionInspector(ISessionJournal journal, SessionViewer read, SessionModel model, TimeProvider clock)
{
    /// <summary>Lays out the conversation that leads to a turn.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turnSequence">The turn; null for the one that was committed last.</param>
    /// <param name="page">Which tokens of it are shown one by one, 0 for the first <see cref="TokenPage.Length"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<InspectOutcome> RunAsync(string sessionId, int? turnSequence, int page, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return new InspectOutcome.NoSession();
        }

        var turns = session.Trajectory.Turns;
        if (turnSequence is { } asked && (asked < 0 || asked >= turns.Count))
        {
            return new InspectOutcome.NoTurn(turns.Count);
        }

        var last = turnSequence is { } sequence ? turns[sequence] : session.Trajectory.Active;
        var pageCount = TokenPage.CountFor(last?.Tokens.Count ?? 0);
        return page < 0 || page >= pageCount
            ? new InspectOutcome.NoPage(pageCount)
            : new InspectOutcome.Shown(LayOut(session, last, new(page, pageCount)));
    }

    private SessionInspection LayOut(JournaledSession session, Turn? last, TokenPage page)
    {
        var isOurs = model.For(session.Head.Genesis) is not null;
        return new()
        {
            Session = session,
            Status = session.Status(clock.GetUtcNow(), model.EndsOf(session.Head.Genesis)),
            IsOfServedModel = isOurs,
            Ends = model.EndsOf(session.Head.Genesis),
            Path = TokenLayout.Of(last?.Path ?? [], page, isOurs ? model.Renderer.Tokenizer : null),
            Tree = TurnTree.Of(session.Trajectory, last),
            Page = page,
            Mismatches = last is null ? null : read.Compare(session.Head, last),
        };
    }
}

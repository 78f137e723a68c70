using System.Collections.Immutable;
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
    /// <param name="against">The turn that the one in its place is held against; null for none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<InspectOutcome> RunAsync(
        string sessionId, int? turnSequence, int page, int? against, CancellationToken cancellationToken)
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
        if (page < 0 || page >= pageCount)
        {
            return new InspectOutcome.NoPage(pageCount);
        }

        var (turn, other) = against is { } number ? Siblings(turns, last, number) : (null, null);
        return against is not null && turn is null
            ? new InspectOutcome.NoSibling()
            : new InspectOutcome.Shown(LayOut(session, last, new(page, pageCount), turn, other));
    }

    /// <summary>The turn of the path in whose place another turn is, and that one; nulls when there is none.</summary>
    private static (Turn? Turn, Turn? Other) Siblings(ImmutableList<Turn> turns, Turn? last, int against)
    {
        if (last is null || against < 0 || against >= turns.Count)
        {
            return (null, null);
        }

        var other = turns[against];
        var turn = last.Path.FirstOrDefault(shown => shown.Parent == other.Parent);
        return turn is null || turn == other ? (null, null) : (turn, other);
    }

    private SessionInspection LayOut(JournaledSession session, Turn? last, TokenPage page, Turn? turn, Turn? other)
    {
        var isOurs = model.For(session.Head.Genesis) is not null;
        var tokenizer = isOurs ? model.Renderer.Tokenizer : null;
        return new()
        {
            Session = session,
            Status = session.Status(clock.GetUtcNow(), model.EndsOf(session.Head.Genesis), model.FormOf(session.Head.Genesis)),
            IsOfServedModel = isOurs,
            Ends = model.EndsOf(session.Head.Genesis),
            Path = TokenLayout.Of(last?.Path ?? [], page, tokenizer),
            Tree = TurnTree.Of(session.Trajectory, last),
            Page = page,
            Difference = turn is null || other is null ? null : SiblingDifference.Of(turn, other, tokenizer),
            Mismatches = last is null ? null : read.Compare(session.Head, last),
        };
    }
}

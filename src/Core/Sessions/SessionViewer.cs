using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Rendering;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>The use case that shows a session, with the comparator's verdict on its tokens.</summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Tells which intents are dangling.</param>
public sealed class SessionViewer(ISessionJournal journal, SessionModel model, TimeProvider clock)
{
    /// <summary>Turns whose paths say what a fresh tokenization says: nothing can change that, and a session is looked at often.</summary>
    private readonly ConditionalWeakTable<Turn, Turn> _clean = [];

    /// <summary>The session, or null when there is none.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<SessionView?> RunAsync(string sessionId, CancellationToken cancellationToken) =>
        await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } session
            ? new(
                session,
                session.Status(clock.GetUtcNow(), model.EndsOf(session.Head.Genesis), model.FormOf(session.Head.Genesis)),
                session.Trajectory.Active is { } active ? Compare(session.Head, active) : null)
            : null;

    /// <summary>
    /// Where the tokens of a turn's path differ from a fresh tokenization of its conversation; null when that cannot be rendered as a
    /// whole, as the reference leaves its verdict out then, when the session is of another model, or when an engine sampled ids that are
    /// no tokens.
    /// </summary>
    internal ImmutableArray<Mismatch>? Compare(SessionHead head, Turn turn)
    {
        if (_clean.TryGetValue(turn, out _))
        {
            return [];
        }

        var found = CompareAnew(head, turn);
        if (found is { IsEmpty: true })
        {
            _clean.TryAdd(turn, turn);
        }

        return found;
    }

    private ImmutableArray<Mismatch>? CompareAnew(SessionHead head, Turn turn)
    {
        var actual = turn.Tokens.ToIds();
        if (model.For(head.Genesis) is not { } served || !actual.All(model.Renderer.Tokenizer.HasToken))
        {
            return null;
        }

        try
        {
            var expected = FreshTokens.Of(served, turn, head.CreatedAt);
            return [.. model.Comparator.Compare(expected.AsSpan(), actual.AsSpan()).Select(mismatch => WithEnd(mismatch, turn))];
        }
        catch (Exception failed) when (failed is RenderException or MessageException)
        {
            return null;
        }
    }

    /// <summary>The hint of level 4: the difference lies in a turn that has no end of its own, or in what follows its end.</summary>
    private Mismatch WithEnd(Mismatch mismatch, Turn last)
    {
        var at = mismatch.Place.ActualTokenIndex;
        return last.Path.Any(turn => TurnEnd.Of(turn.Content, model.Ends) is { Kind: not (EndKind.StopToken or EndKind.Unknown) }
            && at >= turn.Prompt.Count && at <= turn.Tokens.Count)
            ? mismatch with { Cause = MismatchCause.UnendedTurn }
            : mismatch;
    }
}

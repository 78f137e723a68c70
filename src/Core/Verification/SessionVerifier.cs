using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// The use case that believes nothing of a stored session: digests from the genesis on, counts, intents, and every prompt from its
/// messages.
/// </summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
public sealed class SessionVerifier(IJournalUpkeep journal, SessionModel model)
{
    private readonly LevelCheck _levels = new(model);

    /// <summary>The verdict, or null when there is no session. Costs a render a turn.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<Verdict?> RunAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return await journal.ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } rows ? Verify(rows) : null;
        }
        catch (JournalCorruptException unreadable)
        {
            return new(0, [new(unreadable.Turn, unreadable.Row, "row", unreadable.Message)]);
        }
    }

    private Verdict Verify(SessionRows rows)
    {
        var served = model.For(rows.Head.Genesis);
        var (disagreements, trajectory) = RowVerifier.Verify(rows, (served ?? model).Genesis);
        // The rows of another model cannot be rendered with this one; that the genesis differs is reported already.
        var turns = served is not null ? trajectory?.Turns ?? [] : [];
        var levels = served is null || served == model ? _levels : new(served);
        var all = disagreements.AddRange(turns.SelectMany(turn => Broken(levels, rows.Head, turn)));
        return new(rows.Turns.Length, all)
        {
            AmongRows = served is not null ? all : RowVerifier.Verify(rows, rows.Head.Genesis).Disagreements,
        };
    }

    private static IEnumerable<Disagreement> Broken(LevelCheck levels, SessionHead head, Turn turn) =>
        from verdict in levels.Check(head, turn)
        where verdict.Holds == false
        select new Disagreement(turn.Sequence, TurnRow.Name(turn.Sequence), $"level {verdict.Level}", verdict.Detail ?? "");

    /// <summary>The result of computing a session again from its raw rows.</summary>
    /// <param name="TurnCount">How many turn rows there are.</param>
    /// <param name="Disagreements">Where stored and computed differ; empty when nowhere.</param>
    public sealed record Verdict(int TurnCount, ImmutableArray<Disagreement> Disagreements)
    {
        /// <summary>
        /// Those that stay where the chain begins with the session's own genesis: the rows do not agree with each other. A session of
        /// other assets than the served ones has disagreements and none of these, as long as its rows are as they were written.
        /// </summary>
        public ImmutableArray<Disagreement> AmongRows { get; init; } = Disagreements;
    }
}

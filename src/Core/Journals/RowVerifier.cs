using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>
/// Computes a session again from its raw rows and says where they disagree. Each link of the digest chain is computed from the stored
/// digest of its parent, so that one changed row is one disagreement and not one for each turn after it.
/// </summary>
public static class RowVerifier
{
    /// <summary>The disagreements of some rows, and the turns that could be read; null where one of them could not.</summary>
    /// <param name="rows">The session's rows.</param>
    /// <param name="genesis">The first link of the chain as the served model gives it; not the stored one.</param>
    public static (ImmutableArray<Disagreement> Disagreements, Trajectory? Trajectory) Verify(SessionRows rows, Digest genesis)
    {
        var found = ImmutableArray.CreateBuilder<Disagreement>();
        var trajectory = Trajectory.Start(genesis);
        foreach (var (index, row) in rows.Turns.Index())
        {
            var content = Read(rows, index, found);
            if (content is not null && TurnDigest.Of(Link(rows, row, genesis), content) is var digest && digest != row.Digest)
            {
                found.Add(new(index, TurnRow.Name(row.Sequence), "digest", $"stored {row.Digest}, its content gives {digest}."));
            }

            trajectory = content is null || trajectory is null ? null : Append(trajectory, row, content, found);
        }

        found.AddRange(HeadDisagreements(rows, genesis));
        found.AddRange(IntentDisagreements(rows));
        found.AddRange(ParkedVerifier.Disagreements(rows));
        return (found.DrainToImmutable(), trajectory);
    }

    private static TurnContent? Read(SessionRows rows, int index, ImmutableArray<Disagreement>.Builder found)
    {
        var row = rows.Turns[index];
        if (row.Sequence != index || row.Parent < -1 || row.Parent >= index)
        {
            found.Add(new(
                index,
                TurnRow.Name(row.Sequence),
                "sequence",
                $"turn {index} was expected here, with a parent before it, not turn {row.Sequence} with parent {row.Parent}."));
            return null;
        }

        try
        {
            return TurnRowCodec.Decode(row);
        }
        catch (FormatException broken)
        {
            found.Add(new(index, TurnRow.Name(row.Sequence), "content", broken.Message));
            return null;
        }
    }

    private static Trajectory? Append(Trajectory trajectory, TurnRow row, TurnContent content, ImmutableArray<Disagreement>.Builder found)
    {
        try
        {
            return trajectory.Restore(row.Parent < 0 ? null : trajectory.Turns[row.Parent], content);
        }
        catch (ArgumentException broken)
        {
            // The row's turn replaces tokens that its parent did not sample.
            found.Add(new(row.Sequence, TurnRow.Name(row.Sequence), "content", broken.Message));
            return null;
        }
    }

    private static Digest Link(SessionRows rows, TurnRow row, Digest genesis) => row.Parent < 0 ? genesis : rows.Turns[row.Parent].Digest;

    private static IEnumerable<Disagreement> HeadDisagreements(SessionRows rows, Digest genesis)
    {
        var head = rows.Head;
        var tip = rows.Turns.IsEmpty ? head.Genesis : rows.Turns[^1].Digest;
        if (head.Genesis != genesis)
        {
            yield return new(null, "head", "genesis", $"stored {head.Genesis}, the served model gives {genesis}.");
        }

        if (head.TurnCount != rows.Turns.Length)
        {
            yield return new(null, "head", "turn_count", $"counts {head.TurnCount} turns, {rows.Turns.Length} are stored.");
        }

        if (head.Tip != tip)
        {
            yield return new(null, "head", "tip", $"stored {head.Tip}, the last turn has {tip}.");
        }

        if (head.Active is { } active && (active < 0 || active >= rows.Turns.Length))
        {
            yield return new(null, "head", "active", $"the active turn is {active}; {rows.Turns.Length} turns are stored.");
        }

        if (head.IntentCount is { } intents && intents != rows.Intents.Length)
        {
            yield return new(null, "head", "intent_count", $"counts {intents} intents, {rows.Intents.Length} are stored.");
        }

        if (rows.Intents.Count(intent => intent.End is null) is var open && head.OpenIntents != open)
        {
            yield return new(null, "head", "open_intents", $"counts {head.OpenIntents} open intents, {open} are stored.");
        }
    }

    /// <summary>Each turn went to the engine under one intent, and each intent that became a turn names one that there is.</summary>
    private static IEnumerable<Disagreement> IntentDisagreements(SessionRows rows)
    {
        var ends = rows.Intents.Where(intent => intent.End is IntentEnd.Committed)
            .ToLookup(intent => ((IntentEnd.Committed)intent.End!).Sequence);
        foreach (var end in ends.Where(end => end.Key < 0 || end.Key >= rows.Turns.Length))
        {
            yield return new(null, $"intent-{end.First().Key}", "turn", $"became turn {end.Key}; {rows.Turns.Length} turns are stored.");
        }

        foreach (var (index, row) in rows.Turns.Index().Where(row => ends[row.Index].Count() != 1))
        {
            yield return new(index, TurnRow.Name(row.Sequence), "intent", $"{ends[index].Count()} intents became this turn, not 1.");
        }
    }
}

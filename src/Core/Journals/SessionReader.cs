using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>Builds a session from its rows and refuses rows that contradict each other.</summary>
public static class SessionReader
{
    /// <summary>The session of some rows.</summary>
    /// <param name="stored">The rows as they are stored.</param>
    /// <exception cref="JournalCorruptException">
    /// A row is missing, unreadable, or not the one that the digest chain or an intent names.
    /// </exception>
    public static JournaledSession Read(SessionRows stored) => Extend(JournaledSession.Start(stored.Head), stored);

    /// <summary>A session that was read earlier, with what has changed since.</summary>
    /// <param name="known">The earlier state.</param>
    /// <param name="changed">The present head, the turns after the known ones, and the intents that changed.</param>
    /// <exception cref="JournalCorruptException">
    /// A row is missing, unreadable, or not the one that the digest chain or an intent names.
    /// </exception>
    public static JournaledSession Extend(JournaledSession known, SessionRows changed)
    {
        var (head, rows, intents) = changed;
        var trajectory = rows.Aggregate(known.Trajectory, (grown, row) => Restore(head, grown, row));
        if (trajectory.Turns.Count != head.TurnCount)
        {
            throw Corrupt(head, $"it counts {head.TurnCount} turns and {trajectory.Turns.Count} are stored.");
        }

        if (trajectory.Tip != head.Tip)
        {
            throw Corrupt(head, $"its tip {head.Tip} is not the last turn's digest {trajectory.Tip}.");
        }

        foreach (var intent in intents)
        {
            Check(head, intent);
        }

        return new(head, MoveTo(trajectory, head), known.Intents.With(intents));
    }

    private static Trajectory MoveTo(Trajectory trajectory, SessionHead head) => head.Active is not { } active ? trajectory.MoveTo(null)
        : active >= 0 && active < trajectory.Turns.Count ? trajectory.MoveTo(trajectory.Turns[active])
        : throw Corrupt(head, $"its active turn is {active}; the session has {trajectory.Turns.Count} turns.");

    private static void Check(SessionHead head, TurnIntent intent)
    {
        if (intent.End is IntentEnd.Committed(var sequence) && (sequence < 0 || sequence >= head.TurnCount))
        {
            throw new JournalCorruptException(
                head.SessionId, $"intent-{intent.Key}", $"it became turn {sequence}; the session has {head.TurnCount} turns.");
        }
    }

    private static Trajectory Restore(SessionHead head, Trajectory trajectory, TurnRow row)
    {
        var name = TurnRow.Name(row.Sequence);
        if (row.Sequence != trajectory.Turns.Count || row.Parent < -1 || row.Parent >= row.Sequence)
        {
            throw new JournalCorruptException(
                head.SessionId, name, $"turn {trajectory.Turns.Count} was expected here, with a parent before it, not {row.Parent}.");
        }

        try
        {
            var grown = trajectory.Restore(row.Parent < 0 ? null : trajectory.Turns[row.Parent], TurnRowCodec.Decode(row));
            return grown.Tip == row.Digest
                ? grown
                : throw new JournalCorruptException(head.SessionId, name, $"its digest is {row.Digest}, its content gives {grown.Tip}.");
        }
        catch (Exception broken) when (broken is FormatException or ArgumentException)
        {
            // ArgumentException: the row's turn replaces tokens that its parent did not sample.
            throw new JournalCorruptException(head.SessionId, name, broken.Message, broken);
        }
    }

    private static JournalCorruptException Corrupt(SessionHead head, string message) => new(head.SessionId, "head", message);
}

using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// What a line of a tree has beside a turn that did not go on from the line's last one: a retry, an altered history, other inputs, a
/// compaction.
/// </summary>
/// <remarks>Nothing of it is lost: it is a branch of its own. Immutable and thread-safe.</remarks>
/// <param name="Turns">The turns of the line that the new turn's path does not have, in commit order: 1 or more.</param>
public sealed record Fork(ImmutableArray<Turn> Turns)
{
    /// <summary>How many tokens were sampled in them, 0 or more.</summary>
    public int TokenCount => Turns.Sum(turn => turn.SampledCount);

    /// <summary>The fork that a turn made; null where it made none.</summary>
    /// <remarks>
    /// Where nobody named the line, it is what was asked alike: the turns that go on from the turn's parent or from one that says the same,
    /// and for a root those of the latest root whose whole request it begins with. It is as well what goes on from a turn elsewhere whose
    /// answer the request has among its new messages, and for a root all of that turn's root: inputs that switch back and forth part one
    /// conversation into branches that take turns. Such an answer stands in its place: what stands before it may be another system message.
    /// Or it is no other conversation's by chance, and is looked for wherever it stands (<see cref="SentAnswers"/>): what stood before it
    /// may be summarized or gone. It costs nothing where all turns are a chain, and looks back to the last turn of a line that was named.
    /// Elsewhere it costs a look-up for each turn, and a comparison of answers for each that is as deep as the parent, or as a new
    /// assistant message; where no turn has such a message in its place, the mark of each turn's answer.
    /// </remarks>
    /// <param name="trajectory">The session's turns up to the one before <paramref name="turn"/>, or more.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="matcher">Tells whether two turns say the same, and whether a root was asked what another one was.</param>
    public static Fork? Of(Trajectory trajectory, Turn turn, IMessageMatcher matcher)
    {
        if (turn.Depth == turn.Sequence + 1)
        {
            return null;
        }

        var last = turn.Root.Content.Exchange.Line is { Id: not null } line ? LastOf(line, trajectory, turn)
            : turn.Parent is { } parent ? LastBelow(parent, trajectory, turn, matcher)
            : LastAskedAlike(trajectory, turn, matcher);
        return last is null || last == turn.Parent ? null : Beside(last, turn);
    }

    /// <summary>
    /// The fork that a request made which names answers by their ids, and whose turn goes on from others: it has other instructions than
    /// they had, say. Null where the turn goes on from all that are named.
    /// </summary>
    /// <param name="trajectory">The session's turns, with the named ones.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="named">The turns that the request names, by their sequence.</param>
    internal static Fork? OfNamed(Trajectory trajectory, Turn turn, IReadOnlySet<int> named)
    {
        if (named.Count == 0)
        {
            return null;
        }

        var path = turn.Path.ToHashSet();
        return trajectory.Turns.LastOrDefault(other => named.Contains(other.Sequence) && !path.Contains(other)) is { } last
            ? Beside(last, turn)
            : null;
    }

    private static Fork Beside(Turn last, Turn turn)
    {
        var kept = turn.Path.ToHashSet();
        return new([.. last.Path.Where(other => !kept.Contains(other))]);
    }

    private static Turn? LastOf(SessionLine line, Trajectory trajectory, Turn turn)
    {
        for (var at = turn.Sequence - 1; at >= 0; at--)
        {
            var before = trajectory.Turns[at];
            if (before == turn.Parent
                || (before.Root.Content.Exchange.Line is { } own && (own.Id, own.Kind) == (line.Id, line.Kind)))
            {
                return before;
            }
        }

        return null;
    }

    /// <summary>
    /// The latest turn below another one, or below one that says the same, or of those that sampled what the request has, and below them;
    /// that one itself where none is.
    /// </summary>
    private static Turn LastBelow(Turn parent, Trajectory trajectory, Turn turn, IMessageMatcher matcher)
    {
        var (last, above, said) = (parent, new HashSet<Turn> { parent }, new SaidTurn(parent, matcher));
        var sampled = SampledElsewhere(trajectory, turn, matcher);
        foreach (var next in trajectory.Turns.TakeWhile(before => before.Sequence < turn.Sequence))
        {
            if (sampled.Contains(next) || (next.Parent is { } own && above.Contains(own)))
            {
                above.Add(last = next);
            }
            else if (next.MessageCount == parent.MessageCount && next != parent && said.IsSaidBy(next))
            {
                above.Add(next);
            }
        }

        return last;
    }

    private static Turn? LastAskedAlike(Trajectory trajectory, Turn turn, IMessageMatcher matcher)
    {
        var (before, request) = (trajectory.Turns.GetRange(0, turn.Sequence), turn.Content.Appended);
        var alike = SampledElsewhere(trajectory, turn, matcher).Select(other => other.Root).ToHashSet();
        alike.UnionWith(before.Where(other => other.Parent is null && !IsNamed(other) && IsAskedAlike(other, request, matcher)));
        return before.FindLast(other => alike.Contains(other.Root));
    }

    /// <summary>
    /// The turns outside a turn's path whose answers its own messages have, so that what they sampled was rendered anew: in their places,
    /// or else by their marks. An answer of a named line is that line's.
    /// </summary>
    private static HashSet<Turn> SampledElsewhere(Trajectory trajectory, Turn turn, IMessageMatcher matcher)
    {
        // By the number of messages that a turn has which sampled them.
        var start = turn.Parent?.MessageCount ?? 0;
        var sent = turn.Content.Appended.Index()
            .Where(own => own.Item.Role == Role.Assistant)
            .ToDictionary(own => start + own.Index + 1, own => own.Item);
        if (sent.Count == 0)
        {
            return [];
        }

        ImmutableArray<Turn> before =
            [.. trajectory.Turns.TakeWhile(other => other.Sequence < turn.Sequence).Where(other => !IsNamed(other))];
        HashSet<Turn> sampled =
        [
            .. before.Where(other =>
                sent.TryGetValue(other.MessageCount, out var message) && matcher.Matches(other.Content.Assistant, message)),
        ];
        foreach (var inPlace in sampled)
        {
            sent.Remove(inPlace.MessageCount);
        }

        var elsewhere = new SentAnswers([.. sent.Values], matcher);
        sampled.UnionWith(before.Where(other => elsewhere.Have(other.Content.Assistant)));

        // A client may repeat what its own path has.
        sampled.ExceptWith(turn.Path);
        return sampled;
    }

    private static bool IsNamed(Turn turn) => turn.Root.Content.Exchange.Line?.Id is not null;

    /// <summary>Whether a request begins with all that a root's had.</summary>
    private static bool IsAskedAlike(Turn root, ImmutableArray<ChatMessage> request, IMessageMatcher matcher) =>
        root.Content.Appended.Length <= request.Length
        && root.Content.Appended.Index().All(own => matcher.Matches(own.Item, request[own.Index]));
}

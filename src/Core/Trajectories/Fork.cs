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
    /// and for a root those of the latest root whose whole request it begins with, or of which it has a sampled answer in its place: what
    /// stands before that may be another system message. An answer that is no other conversation's by chance is looked for wherever it
    /// stands (<see cref="SentAnswers"/>): what stood before it may be summarized or gone. It costs nothing where all turns are a chain,
    /// and looks back to the last turn of a line that was named. Elsewhere it costs a comparison of numbers for each turn, and of answers
    /// for each that is as deep as the parent; for a root, of one answer for each turn, and of two that have the same mark.
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

    /// <summary>The latest turn below another one, or below one that says the same; that one itself where none is.</summary>
    private static Turn LastBelow(Turn parent, Trajectory trajectory, Turn turn, IMessageMatcher matcher)
    {
        var (last, above, said) = (parent, new HashSet<Turn> { parent }, new SaidTurn(parent, matcher));
        foreach (var next in trajectory.Turns.TakeWhile(before => before.Sequence < turn.Sequence))
        {
            if (next.MessageCount > parent.MessageCount && next.Parent is { } own && above.Contains(own))
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
        var (alike, request) = (new HashSet<Turn>(), turn.Content.Appended);
        var (before, sent) = (trajectory.Turns.GetRange(0, turn.Sequence), new SentAnswers(request, matcher));
        foreach (var other in before.Where(other => other.Root.Content.Exchange.Line?.Id is null))
        {
            if (HasAnswer(other, request, matcher)
                || sent.Have(other.Content.Assistant)
                || (other.Parent is null && IsAskedAlike(other, request, matcher)))
            {
                alike.Add(other.Root);
            }
        }

        return before.FindLast(other => alike.Contains(other.Root));
    }

    /// <summary>Whether a request has in its place what a turn sampled.</summary>
    private static bool HasAnswer(Turn turn, ImmutableArray<ChatMessage> request, IMessageMatcher matcher) =>
        turn.MessageCount <= request.Length && matcher.Matches(turn.Content.Assistant, request[turn.MessageCount - 1]);

    /// <summary>Whether a request begins with all that a root's had.</summary>
    private static bool IsAskedAlike(Turn root, ImmutableArray<ChatMessage> request, IMessageMatcher matcher) =>
        root.Content.Appended.Length <= request.Length
        && root.Content.Appended.Index().All(own => matcher.Matches(own.Item, request[own.Index]));
}

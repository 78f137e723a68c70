using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// The turns of a linear session that its conversation does not hold: sampled, stored, and in no sample of the conversation.
/// </summary>
/// <remarks>
/// It is read off the trajectory alone, so that sessions of earlier releases say it as well. A tree leaves nothing behind: each of its
/// turns is on a branch, and each branch can be a sample. Immutable and thread-safe.
/// </remarks>
/// <param name="Turns">In commit order.</param>
public sealed record LeftBehind(ImmutableArray<LeftTurn> Turns)
{
    /// <summary>Nothing was left behind.</summary>
    public static LeftBehind None { get; } = new([]);

    /// <summary>Whether nothing was left behind.</summary>
    public bool IsEmpty => Turns.IsEmpty;

    /// <summary>How many tokens were sampled in these turns, 0 or more.</summary>
    public int TokenCount => Turns.Sum(left => left.Turn.SampledCount);

    /// <summary>How many turns were left for each reason there is.</summary>
    public ImmutableArray<(LeavingReason Reason, int Turns)> Reasons =>
        [.. Turns.GroupBy(left => left.Reason).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()))];

    /// <summary>The turns that the conversation does not hold.</summary>
    /// <param name="policy">What the session's turns may look like.</param>
    /// <param name="trajectory">Its turns.</param>
    /// <param name="matcher">Tells an altered message from a replayed one.</param>
    public static LeftBehind Of(SessionPolicy policy, Trajectory trajectory, IMessageMatcher matcher)
    {
        var held = trajectory.Active?.Depth ?? 0;
        if (policy == SessionPolicy.Tree || held == trajectory.Turns.Count)
        {
            return None;
        }

        var leavings = new LeftTurn?[trajectory.Turns.Count];
        foreach (var left in trajectory.Turns.SelectMany(turn => Leavings(trajectory, turn, matcher)))
        {
            leavings[left.Turn.Sequence] = left;
        }

        // Whatever left a turn last did; one that nothing left was rolled back by name.
        var path = (trajectory.Active?.Path ?? []).ToHashSet();
        return new(
        [
            .. trajectory.Turns.Where(turn => !path.Contains(turn))
                .Select(turn => leavings[turn.Sequence] ?? new(turn, LeavingReason.Rollback, null)),
        ]);
    }

    /// <summary>The turns that a turn's own request left behind: they were on the conversation's path when it was committed.</summary>
    /// <remarks>Costs nothing for a turn that continues the one before it, as all but restarts do.</remarks>
    /// <param name="policy">What the session's turns may look like.</param>
    /// <param name="trajectory">The session's turns up to the one before <paramref name="turn"/>, or more.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="matcher">Tells an altered message from a replayed one.</param>
    public static LeftBehind By(SessionPolicy policy, Trajectory trajectory, Turn turn, IMessageMatcher matcher) =>
        policy == SessionPolicy.Tree || Leavings(trajectory, turn, matcher) is not { Length: > 0 } left ? None : new(left);

    private static ImmutableArray<LeftTurn> Leavings(Trajectory trajectory, Turn turn, IMessageMatcher matcher)
    {
        if (turn.Sequence == 0 || turn.Parent?.Sequence == turn.Sequence - 1)
        {
            return [];
        }

        // At least the turn before this one is among them, for the path does not have it.
        var kept = turn.Path.Select(own => own.Sequence).ToHashSet();
        ImmutableArray<Turn> left = [.. trajectory.Turns[turn.Sequence - 1].Path.Where(before => !kept.Contains(before.Sequence))];
        var reason = ReasonOf(turn, left, matcher);
        return [.. left.Select(before => new LeftTurn(before, reason, turn))];
    }

    private static LeavingReason ReasonOf(Turn turn, ImmutableArray<Turn> left, IMessageMatcher matcher)
    {
        var start = turn.Parent?.MessageCount ?? 0;
        var request = turn.Content.Appended;
        return left.Any(before => IsAltered(before, start, request, matcher)) ? LeavingReason.Altered
            : start == 0 && !request.IsEmpty && !matcher.Matches(left[0].Content.Messages[0], request[0]) ? LeavingReason.NewConversation
            : AsksTheSame(turn, left[0], matcher) ? LeavingReason.Inputs
            : LeavingReason.Retry;
    }

    private static bool IsAltered(Turn before, int start, ImmutableArray<ChatMessage> request, IMessageMatcher matcher)
    {
        var index = before.MessageCount - 1 - start;
        return index >= 0 && index < request.Length && SampledMessage.IsAltered(before, request[index], matcher);
    }

    private static bool AsksTheSame(Turn turn, Turn before, IMessageMatcher matcher)
    {
        var (one, other) = (turn.Content.Appended, before.Content.Appended);
        return turn.Parent == before.Parent && one.Length == other.Length
            && other.Zip(one).All(pair => matcher.Matches(pair.First, pair.Second))
            && !turn.Content.Inputs.IsSame(before.Content.Inputs);
    }
}

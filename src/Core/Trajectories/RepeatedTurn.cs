using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Finds the turn that a request asks for once more, with the same conversation and inputs.</summary>
/// <remarks>
/// For one request on one thread. A request that says something new costs a comparison of numbers: in a linear session one, in a tree one a
/// turn. Where it has ghosts, it costs that twice, and in a tree a look at what it continues.
/// </remarks>
/// <param name="settings">What the session chose.</param>
/// <param name="matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="trajectory">The session's turns.</param>
/// <param name="inputs">Reads what else shapes the request's prompt, where it comes to that.</param>
/// <param name="line">The line that the request is of; null where it names none.</param>
/// <param name="named">The turns whose answers the request names by their ids, by their sequence; null for none.</param>
internal sealed class RepeatedTurn(
    SessionSettings settings,
    IMessageMatcher matcher,
    Trajectory trajectory,
    Func<IInputsMatcher> inputs,
    SessionLine? line = null,
    IReadOnlySet<int>? named = null)
{
    private IInputsMatcher? _inputs;

    private bool IsLinear => settings.Policy == SessionPolicy.Linear;

    private IInputsMatcher Inputs => _inputs ??= inputs();

    /// <summary>The turn, of several the one to whose messages the request is closest, and the latest of those; null for none.</summary>
    /// <param name="request">The whole message list of the request.</param>
    public Turn? Find(IReadOnlyList<ChatMessage> request)
    {
        return Among(request) ?? (WithoutGhosts(request) is { } heard ? Among(heard) : null);

        Turn? Among(IReadOnlyList<ChatMessage> asked)
        {
            var paths = Paths(asked);
            var (found, least) = ((Turn?)null, ReplayedPath.Start);
            foreach (var turn in Candidates(asked.Count))
            {
                if (paths.Asked(turn) is { } path && (found is null || path.CompareTo(least) < 0)
                    && HasInputs(turn.Parent, turn.Content.Inputs) && !IsOfAnother(turn.Parent, paths))
                {
                    (found, least) = (turn, path);
                }
            }

            return found;
        }
    }

    /// <summary>Whether a request asks for what is planned already.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="request">The whole message list of the request.</param>
    public bool Asks(TurnPlan plan, IReadOnlyList<ChatMessage> request)
    {
        return Says(request) || (WithoutGhosts(request) is { } heard && Says(heard));

        bool Says(IReadOnlyList<ChatMessage> asked)
        {
            var (paths, start) = (Paths(asked), plan.Parent?.MessageCount ?? 0);
            return asked.Count == start + plan.Appended.Length
                && (plan.Parent is null ? ReplayedPath.Start : paths.Of(plan.Parent)) is { } before
                && paths.With(before, start, plan.Appended) is not null
                && HasInputs(plan.Parent, plan.Inputs) && !IsOfAnother(plan.Parent, paths);
        }
    }

    /// <summary>
    /// The conversation without the ghosts that <see cref="Positioner"/> passes by: those after what it continues with them. In a linear
    /// session that is none, for there is one path. Null where it has none, and in a session that drops nothing.
    /// </summary>
    private IReadOnlyList<ChatMessage>? WithoutGhosts(IReadOnlyList<ChatMessage> request) =>
        settings.Repeat == RepeatRule.Anew || Ghosts.Without(request, 0) is not { } heard ? null
        : IsLinear ? heard
        : Ghosts.Without(request, Paths(request).Closest(trajectory.Turns)?.MessageCount ?? 0);

    /// <summary>
    /// Whether the request has the inputs of a turn. Where a session goes on with the stored ones, a turn that goes on from another has
    /// that one's, whatever its request had, as long as it can be read.
    /// </summary>
    private bool HasInputs(Turn? parent, TurnInputs stored)
    {
        var sent = Inputs;
        return (parent is not null && settings.OnPromptInputs == PromptInputsRule.Keep) || sent.Differences(stored).IsEmpty;
    }

    /// <summary>
    /// Whether the request goes on from another turn than the one that it would have to, because it is closer to that one: siblings of one
    /// prompt may sample calls of which a client could have made each other's.
    /// </summary>
    private bool IsOfAnother(Turn? parent, ReplayedPaths paths)
    {
        if (parent is null)
        {
            return false;
        }

        var equallyDeep = trajectory.Turns.Where(turn => turn.MessageCount == parent.MessageCount);
        var (own, other) = (paths.Of(parent), paths.Closest(equallyDeep, Continues) is { } closest ? paths.Of(closest) : null);
        return own is { } one && other is { } two && (IsLinear ? one.IsOutdoneBy(two) : one.CompareTo(two) > 0);
    }

    private bool Continues(Turn turn) =>
        settings.OnPromptInputs != PromptInputsRule.Refuse || Inputs.Differences(turn.Content.Inputs).IsEmpty;

    /// <summary>The paths that a request begins with. A linear session looks at no line.</summary>
    private ReplayedPaths Paths(IReadOnlyList<ChatMessage> request) => new(request, matcher, IsLinear ? null : line, named);

    /// <summary>The turns that answered as many messages, the latest first.</summary>
    private IEnumerable<Turn> Candidates(int count)
    {
        if (IsLinear)
        {
            var turn = trajectory.Active;
            while (turn is not null && turn.MessageCount > count + 1)
            {
                turn = turn.Parent;
            }

            return turn?.MessageCount == count + 1 ? [turn] : [];
        }

        return Enumerable.Range(1, trajectory.Turns.Count)
            .Select(back => trajectory.Turns[^back])
            .Where(turn => turn.MessageCount == count + 1);
    }
}

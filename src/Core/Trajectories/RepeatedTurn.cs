using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Finds the turn that a request asks for once more, with the same conversation and inputs.</summary>
/// <remarks>
/// Pure and thread-safe. A request that says something new costs a comparison of numbers: in a linear session one, in a tree one a turn.
/// Where it has ghosts, it costs that twice, and in a tree a look at what it continues.
/// </remarks>
/// <param name="settings">What the session chose.</param>
/// <param name="matcher">Decides whether a replayed message is the stored one.</param>
internal sealed class RepeatedTurn(SessionSettings settings, IMessageMatcher matcher)
{
    /// <summary>The turn, the latest of several; null for none.</summary>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="request">The whole message list of the request.</param>
    /// <param name="inputs">Reads what else shapes the request's prompt, where it comes to that.</param>
    /// <param name="line">The line that the request is of; null where it names none.</param>
    public Turn? Find(Trajectory trajectory, IReadOnlyList<ChatMessage> request, Func<IInputsMatcher> inputs, SessionLine? line)
    {
        IInputsMatcher? read = null;
        return Among(request) ?? (WithoutGhosts(trajectory, request, line) is { } heard ? Among(heard) : null);

        Turn? Among(IReadOnlyList<ChatMessage> asked) => Candidates(trajectory, asked.Count, line).FirstOrDefault(turn =>
            Asks(turn.Path, turn.Content.Appended.Length, asked) && HasInputs(read ??= inputs(), turn.Parent, turn.Content.Inputs));
    }

    /// <summary>
    /// The conversation without the ghosts that <see cref="Positioner"/> passes by: those after what it continues with them. In a linear
    /// session that is none, for there is one path. Null where it has none, and in a session that drops nothing.
    /// </summary>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="request">The whole message list of the request.</param>
    /// <param name="line">The line that the request is of; null where it names none.</param>
    public IReadOnlyList<ChatMessage>? WithoutGhosts(Trajectory trajectory, IReadOnlyList<ChatMessage> request, SessionLine? line) =>
        settings.Repeat == RepeatRule.Anew || Ghosts.Without(request, 0) is not { } heard ? null
        : settings.Policy == SessionPolicy.Linear ? heard
        : Ghosts.Without(request, TreePolicy.Attach(trajectory, request, matcher, inputs: null, line).Turn?.MessageCount ?? 0);

    /// <summary>
    /// Whether a request has the inputs of a turn. Where a session goes on with the stored ones, a turn that goes on from another has that
    /// one's, whatever its request had.
    /// </summary>
    /// <param name="sent">The request's inputs.</param>
    /// <param name="parent">The turn that the turn goes on from; null for none.</param>
    /// <param name="stored">The turn's inputs.</param>
    public bool HasInputs(IInputsMatcher sent, Turn? parent, TurnInputs stored) =>
        (parent is not null && settings.OnPromptInputs == PromptInputsRule.Keep) || sent.Differences(stored).IsEmpty;

    /// <summary>Whether a request says what some turns say, and then some messages.</summary>
    /// <param name="parent">The last of the turns; null for none.</param>
    /// <param name="appended">The messages after them.</param>
    /// <param name="request">The whole message list of the request.</param>
    public bool Asks(Turn? parent, ImmutableArray<ChatMessage> appended, IReadOnlyList<ChatMessage> request) =>
        request.Count == (parent?.MessageCount ?? 0) + appended.Length && Says([.. parent?.Messages ?? [], .. appended], request);

    private bool Asks(ImmutableArray<Turn> path, int lastCount, IReadOnlyList<ChatMessage> request) =>
        Says([.. path.SkipLast(1).SelectMany(turn => turn.Content.Messages), .. path[^1].Content.Appended.Take(lastCount)], request);

    private bool Says(ImmutableArray<ChatMessage> stored, IReadOnlyList<ChatMessage> request)
    {
        var renamed = RenamedCalls.None;
        for (var i = 0; i < stored.Length; i++)
        {
            if (!matcher.Matches(stored[i], request[i], renamed))
            {
                return false;
            }

            renamed = matcher.After(renamed, stored[i], request[i]);
        }

        return true;
    }

    private IEnumerable<Turn> Candidates(Trajectory trajectory, int count, SessionLine? line)
    {
        if (settings.Policy == SessionPolicy.Linear)
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
            .Where(turn => turn.MessageCount == count + 1 && line?.MayContinue(turn) != false);
    }
}

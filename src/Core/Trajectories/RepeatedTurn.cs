using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>Finds the turn that a request asks for once more, with the same conversation and inputs.</summary>
/// <remarks>
/// Pure and thread-safe. A request that says something new costs a comparison of numbers: in a linear session one, in a tree one a turn.
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
        return Candidates(trajectory, request.Count, line).FirstOrDefault(turn =>
            Asks(turn.Path, turn.Content.Appended.Length, request) && (read ??= inputs()).Differences(turn.Content.Inputs).IsEmpty);
    }

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

using System.Collections.Immutable;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>The paths of turns with whose messages a request begins, each turn's own messages compared once.</summary>
/// <remarks>For one request on one thread.</remarks>
/// <param name="request">The whole message list of the request.</param>
/// <param name="matcher">Decides whether a replayed message is the stored one.</param>
/// <param name="line">The line that the request is of; null where it names none, or none is asked for.</param>
/// <param name="named">The turns that it names by their answers, by their sequence; null for none.</param>
internal sealed class ReplayedPaths(
    IReadOnlyList<ChatMessage> request, IMessageMatcher matcher, SessionLine? line = null, IReadOnlySet<int>? named = null)
{
    private readonly Dictionary<Turn, ReplayedPath?> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The path that leads to a turn, with it; null where the request does not begin with that.</summary>
    public ReplayedPath? Of(Turn turn)
    {
        if (_known.TryGetValue(turn, out var known))
        {
            return known;
        }

        // Parents first: in commit order they are known already, and else a path may be too long to be followed by calls.
        Stack<Turn>? unknown = null;
        for (var at = turn.Parent; at is not null && !_known.ContainsKey(at); at = at.Parent)
        {
            (unknown ??= []).Push(at);
        }

        while (unknown?.TryPop(out var next) == true)
        {
            _ = Learn(next);
        }

        return Learn(turn);
    }

    /// <summary>The path before a turn; null where the request does not begin with that, or is of another line.</summary>
    public ReplayedPath? Before(Turn turn) => turn.Parent is { } parent ? Of(parent)
        : line?.MayContinue(turn) != false ? ReplayedPath.Start
        : null;

    /// <summary>The path before a turn, with what its own request appended; null where the request does not begin with that.</summary>
    public ReplayedPath? Asked(Turn turn) => With(turn, turn.Content.Appended);

    /// <summary>
    /// Of the turns with whose path the request begins the deepest, of equally deep ones the one to which it is closest, and of those the
    /// latest; null for none.
    /// </summary>
    /// <param name="turns">Turns in commit order.</param>
    /// <param name="may">Whether a turn can be the one, asked where it comes to that; null where any can.</param>
    public Turn? Closest(IEnumerable<Turn> turns, Func<Turn, bool>? may = null)
    {
        var (closest, least) = ((Turn?)null, ReplayedPath.Start);
        foreach (var turn in turns)
        {
            if (Of(turn) is { } path && (closest is null || IsCloser(turn, path, closest, least)) && may?.Invoke(turn) != false)
            {
                (closest, least) = (turn, path);
            }
        }

        return closest;
    }

    /// <summary>A path with more messages; null where the request has others.</summary>
    /// <param name="before">The path.</param>
    /// <param name="start">How many messages it has.</param>
    /// <param name="messages">What follows them.</param>
    public ReplayedPath? With(ReplayedPath before, int start, ImmutableArray<ChatMessage> messages)
    {
        if (start + messages.Length > request.Count)
        {
            return null;
        }

        var path = before;
        for (var i = 0; i < messages.Length; i++)
        {
            var (stored, replayed) = (messages[i], request[start + i]);
            if (matcher.DistanceOf(stored, replayed, path.Renamed) is not { } distance)
            {
                return null;
            }

            path = path with { Renamed = matcher.After(path.Renamed, stored, replayed), Distance = path.Distance + distance };
        }

        return path;
    }

    private ReplayedPath? Learn(Turn turn)
    {
        var path = With(turn, turn.Content.Messages);
        return _known[turn] = named?.Contains(turn.Sequence) == true ? path?.AsNamed() : path;
    }

    private ReplayedPath? With(Turn turn, ImmutableArray<ChatMessage> messages) =>
        Before(turn) is { } before ? With(before, turn.Parent?.MessageCount ?? 0, messages) : null;

    private static bool IsCloser(Turn turn, ReplayedPath path, Turn other, ReplayedPath least) =>
        turn.MessageCount > other.MessageCount || (turn.MessageCount == other.MessageCount && path.CompareTo(least) <= 0);
}

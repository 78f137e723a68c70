using System.Collections.Immutable;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>How a client comes to its next message list: it replays a path, as its harness does, and goes on.</summary>
internal static class Replaying
{
    public static ImmutableArray<Said> Messages(IReadOnlyList<ExpectedTurn> turns, Step.Ask ask)
    {
        var path = turns.Count == 0 ? [] : turns[^(1 + (ask.Turn % turns.Count))].Messages;
        var kept = path[..Math.Max(0, path.Length - ask.Dropped)];
        return kept.IsEmpty ? ask.New : [.. kept[..^1], Changed(kept[^1], ask.Change), .. ask.New];
    }

    private static Said Changed(Said message, Change change) => change switch
    {
        Change.Arguments when message.Call is { } call => message with { Call = call with { IsRespelled = !call.IsRespelled } },
        Change.TextOnly => message with { Reasoning = "", Call = null },
        Change.Text => message with { Content = message.Content + "x" },
        _ => message,
    };
}

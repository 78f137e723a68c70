using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Turns, messages and forks in the words of the tests on forks.</summary>
internal static class ForkWords
{
    /// <summary>
    /// Turns in words: which one each goes on from, or <c>-</c> for none, the messages that its request has behind that, what it sampled.
    /// </summary>
    public static Trajectory Taken(string turns, Func<string, ImmutableArray<ChatMessage>> messages) => turns.Split('|')
        .Select(turn => turn.Split('<', '>'))
        .Aggregate(Trajectory.Start(HandMade.Genesis), (trajectory, turn) => trajectory.Restore(
            turn[0] == "-" ? null : trajectory.Turns[turn[0][0] - '0'],
            HandMade.Talk(messages(turn[1]), messages(turn[2])[0])));

    /// <summary>Messages in words: C is a call with its id and its argument, and a long text is one of 80 characters.</summary>
    public static ImmutableArray<ChatMessage> Said(string words) => [.. words.Split(' ').Select(word => (word[0], word[2..]) switch
    {
        ('s', var text) => Chat.System(text),
        ('T', var text) => Chat.Tool(text),
        ('U', var text) => Chat.User(Text(text)),
        ('A', var text) => Chat.Assistant(Text(text)),
        (_, var call) => Chat.Message($$$"""
            {"role":"assistant","content":"","tool_calls":[{"id":"{{{call[0]}}}","type":"function","function":{"name":"f","arguments":"{{{call[2]}}}"}}]}
            """),
    })];

    private static string Text(string word) => word == "long" ? new('x', 80) : word;

    /// <summary>The numbers of the turns beside; null for no fork.</summary>
    public static string? Show(Fork? fork) => fork is null ? null : string.Join(' ', fork.Turns.Select(turn => turn.Sequence));
}

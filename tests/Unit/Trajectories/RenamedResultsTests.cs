using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>A client that gives tool calls ids of its own: what follows a stored turn names the stored calls.</summary>
public sealed class RenamedResultsTests
{
    [Theory]
    [InlineData(SessionPolicy.Linear)]
    [InlineData(SessionPolicy.Tree)]
    public void Position_OfResultsUnderAClientsIds_AppendsThemUnderTheStoredOnes(SessionPolicy policy)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Calls("c1", "c2")));

        ImmutableArray<ChatMessage> sent = [Chat.User("u"), Calls("x", "y"), Result("y", "2"), Result("x", "1"), Chat.User("v")];
        var position = Position(policy, trajectory, sent);

        Assert.Same(trajectory.Turns[0], position.Parent);
        Assert.Equal(["c2", "c1", null], position.Appended.Select(RenamedCalls.ResultId));
        trajectory = trajectory.Restore(trajectory.Turns[0], HandMade.Talk(position.Appended, Chat.Assistant("a")));

        // The next request has the client's ids again, and so have the results of a retry of the first turn.
        var next = Position(policy, trajectory, [.. sent, Chat.Assistant("a"), Result("x", "late")]);
        Assert.Same(trajectory.Turns[1], next.Parent);
        Assert.Equal(["c1"], next.Appended.Select(RenamedCalls.ResultId));
        var retry = Position(policy, trajectory, [.. sent[..2], Result("y", "other")]);
        Assert.Same(trajectory.Turns[0], retry.Parent);
        Assert.Equal(["c2"], retry.Appended.Select(RenamedCalls.ResultId));
    }

    /// <summary>The other matchers compare ids, or nothing of a call, and change no message.</summary>
    [Fact]
    public void Position_UnderAnotherMatcher_ChangesNoId()
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.Talk([Chat.User("u")], Calls("c1")));

        foreach (var matcher in MatcherRegistry.All.Where(matcher => matcher.Name != "rendered"))
        {
            var position = (PositionOutcome.Positioned)new Positioner(new() { Matcher = matcher.Name, Altered = AlteredHistory.Branch }, Wording.AllRoles)
                .Position(trajectory, [Chat.User("u"), Calls("x"), Result("x", "1")]);

            Assert.Equal("x", RenamedCalls.ResultId(position.Appended[^1]));
        }
    }

    private static PositionOutcome.Positioned Position(SessionPolicy policy, Trajectory trajectory, ImmutableArray<ChatMessage> request) =>
        (PositionOutcome.Positioned)new Positioner(new() { Policy = policy }, Wording.AllRoles).Position(trajectory, request);

    private static ChatMessage Result(string id, string text) => Chat.Message($$"""{"role":"tool","content":"{{text}}","tool_call_id":"{{id}}"}""");

    private static ChatMessage Calls(params string[] ids) => Chat.Message(
        $$"""{"role":"assistant","tool_calls":[{{string.Join(',', ids.Select(Call))}}]}""");

    private static string Call(string id) =>
        $$$"""{"id":"{{{id}}}","type":"function","function":{"name":"f","arguments":"{}"}}""";
}

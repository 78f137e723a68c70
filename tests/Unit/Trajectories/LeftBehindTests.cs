using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>What a linear session's conversation does not hold, read off its turns alone.</summary>
public sealed class LeftBehindTests
{
    private static readonly StrictMatcher Strict = new();

    [Theory]
    [InlineData("u a1 t1 a2", 0, "t1' a3", "1:Retry:2")]
    [InlineData("u a1 t1 a2", 0, "t1 a3", "1:Retry:2")]
    [InlineData("u a1 t1 a2", 0, "a3", "1:Retry:2")]
    [InlineData("u a1 t1 a2", null, "u a3", "0:Retry:2 1:Retry:2")]
    [InlineData("u a1 t1 a2", null, "u9 a3", "0:NewConversation:2 1:NewConversation:2")]
    [InlineData("u a1 t1 a2", null, "u A t1 a3", "0:Altered:2 1:Altered:2")]
    [InlineData("u a1 t1 a2", null, "u9 A t1 a3", "0:Altered:2 1:Altered:2")]
    [InlineData("u a1 t1 a2", 0, "t1 A a3", "1:Altered:2")]
    [InlineData("u a1 a2", 0, "A a3", "1:Altered:2")]
    [InlineData("u a1 t1 a2", 1, "t2 a3", "")]
    public void Of_ALinearSession_SaysEachTurnItsReasonAndWhoLeftIt(string stored, int? parent, string words, string left)
    {
        var trajectory = Wording.Grow(Wording.Linear(stored), parent, words);

        Assert.Equal(left, Show(LeftBehind.Of(SessionPolicy.Linear, trajectory, Strict)));
        Assert.Equal(left, Show(LeftBehind.By(SessionPolicy.Linear, trajectory, trajectory.Turns[^1], Strict)));
        Assert.Empty(LeftBehind.Of(SessionPolicy.Tree, trajectory, Strict).Turns);
        Assert.Empty(LeftBehind.By(SessionPolicy.Tree, trajectory, trajectory.Turns[^1], Strict).Turns);
    }

    /// <summary>A turn that is retried twice: each retry leaves the one before it.</summary>
    [Fact]
    public void Of_SeveralRetries_NamesForEachTurnTheRequestThatLeftIt()
    {
        var trajectory = Wording.Grow(Wording.Grow(Wording.Linear("u a1"), null, "u a2"), null, "u9 a3 t a4");

        var left = LeftBehind.Of(SessionPolicy.Linear, trajectory, Strict);

        Assert.Equal("0:Retry:1 1:NewConversation:2", Show(left));
        Assert.Equal(2, left.TokenCount);
        Assert.Equal([(LeavingReason.Retry, 1), (LeavingReason.NewConversation, 1)], left.Reasons);
        Assert.Equal("1:NewConversation:2", Show(LeftBehind.By(SessionPolicy.Linear, trajectory, trajectory.Turns[2], Strict)));
        Assert.Empty(LeftBehind.By(SessionPolicy.Linear, trajectory, trajectory.Turns[3], Strict).Turns);
    }

    [Theory]
    [InlineData(null, "0:Rollback:- 1:Rollback:- 2:Rollback:-")]
    [InlineData(0, "1:Rollback:- 2:Rollback:-")]
    [InlineData(2, "")]
    public void Of_ASessionThatWasRolledBackByName_SaysSo(int? active, string left)
    {
        var trajectory = Wording.Linear("u a1 t1 a2 t2 a3");
        trajectory = trajectory.MoveTo(active is { } turn ? trajectory.Turns[turn] : null);

        Assert.Equal(left, Show(LeftBehind.Of(SessionPolicy.Linear, trajectory, Strict)));
    }

    /// <summary>Rolled back to what a retry had left, the retry itself is what is left.</summary>
    [Fact]
    public void Of_ASessionThatWasMovedToAnotherBranch_CountsTheBranchThatItLeft()
    {
        var trajectory = Wording.Grow(Wording.Linear("u a1 t1 a2"), 0, "t1' a3");

        Assert.Equal("2:Rollback:-", Show(LeftBehind.Of(SessionPolicy.Linear, trajectory.MoveTo(trajectory.Turns[1]), Strict)));
    }

    [Theory]
    [InlineData("""[{"name":"f"}]""", null, LeavingReason.Inputs)]
    [InlineData(null, """{"thinking":true}""", LeavingReason.Inputs)]
    [InlineData(null, null, LeavingReason.Retry)]
    public void Of_TheSameMessagesWithOtherInputs_NamesTheInputs(string? tools, string? arguments, LeavingReason reason)
    {
        var first = Wording.Linear("u a1");
        var again = HandMade.Talk(Wording.Messages("u"), Wording.Messages("a2")[0]) with { Inputs = new(Json(tools), Json(arguments)) };

        Assert.Equal(reason, Assert.Single(LeftBehind.Of(SessionPolicy.Linear, first.Restore(null, again), Strict).Turns).Reason);
    }

    /// <summary>Other inputs are the reason only where nothing else is.</summary>
    [Theory]
    [InlineData("s u", LeavingReason.Inputs)]
    [InlineData("s u'", LeavingReason.Retry)]
    [InlineData("s u t", LeavingReason.Retry)]
    [InlineData("s", LeavingReason.Retry)]
    public void Of_OtherMessagesWithOtherInputs_NamesTheRetry(string request, LeavingReason reason)
    {
        var again = HandMade.Talk(Wording.Messages(request), Wording.Messages("a2")[0]) with { Inputs = new(Json("""[{"name":"f"}]"""), null) };
        var trajectory = Wording.Linear("s u a1").Restore(null, again);

        Assert.Equal(reason, Assert.Single(LeftBehind.Of(SessionPolicy.Linear, trajectory, Strict).Turns).Reason);
    }

    /// <summary>The session's own matcher decides what is altered.</summary>
    [Fact]
    public void Of_AReplayThatTheMatcherTakes_IsNoAlteredOne()
    {
        var first = Wording.Linear("u a1");
        var replay = Tito.Tests.Unit.Messages.Chat.Message("""{"role":"assistant","content":"a1","reasoning_content":"r"}""");
        var second = first.Restore(null, HandMade.Talk([Wording.Messages("u")[0], replay], Wording.Messages("a2")[0]));

        Assert.Equal(LeavingReason.Altered, LeftBehind.Of(SessionPolicy.Linear, second, Strict).Turns[0].Reason);
        var loose = new RoleContentMatcher(MessageForm.Unknown);
        Assert.Equal(LeavingReason.Retry, LeftBehind.Of(SessionPolicy.Linear, second, loose).Turns[0].Reason);
        var status = SessionStatus.Of(SessionPolicy.Linear, second, [], DateTimeOffset.UnixEpoch, EndTokens.Unknown, loose);
        Assert.Equal(LeavingReason.Retry, status.LeftBehind.Turns[0].Reason);
    }

    [Fact]
    public void Status_OfASessionThatLeftTurnsBehind_IsRestarted()
    {
        var trajectory = Wording.Grow(Wording.Linear("u a1"), null, "u a2");
        var status = SessionStatus.Of(SessionPolicy.Linear, trajectory, [], DateTimeOffset.UnixEpoch, EndTokens.Unknown, Strict);

        Assert.Equal((SessionState.Restarted, 1, 1), (status.State, status.LeftBehind.Turns.Length, status.LeftBehind.TokenCount));
        Assert.Equal(SessionState.Complete, SessionStatus.Of(SessionPolicy.Tree, trajectory, [], DateTimeOffset.UnixEpoch, EndTokens.Unknown, Strict).State);
    }

    private static string Show(LeftBehind left) => string.Join(
        ' ', left.Turns.Select(turn => $"{turn.Turn.Sequence}:{turn.Reason}:{(turn.By is { } by ? $"{by.Sequence}" : "-")}"));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}

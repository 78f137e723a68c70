using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Where a request with empty answers of streams that were cut off attaches: E is such a message, a one that was sampled.</summary>
public sealed class GhostPositionTests
{
    /// <summary>A ghost is dropped where the conversation then continues more of what is stored, and nowhere else.</summary>
    [Theory]
    [InlineData("u a t b", "u E a t b x", 1, "x")]
    [InlineData("u a t b", "u E a x", 0, "x")]
    [InlineData("u a", "u a E A x", 0, "E A x")]
    [InlineData("u a", "v E A x", null, "v E A x")]
    [InlineData("", "u E A x", null, "u E A x")]
    public void Position_OfAGhost_DropsItWhereMoreIsContinued(string stored, string request, int? parent, string appended)
    {
        var trajectory = Stored(stored);

        var found = Position(trajectory, request, RepeatRule.Regenerate);
        var kept = Position(trajectory, request, RepeatRule.Anew);

        Assert.Equal((parent, appended), (found.Parent?.Sequence, Text(found)));
        Assert.Equal(request.StartsWith("u E", StringComparison.Ordinal) ? null : parent, kept.Parent?.Sequence);
    }

    /// <summary>An empty turn that was sampled is found before anything is dropped, however deep the conversation without it is.</summary>
    [Fact]
    public void Position_OfAnEmptyTurnThatIsStored_ContinuesIt()
    {
        var trajectory = Grow(Grow(Trajectory.Start(HandMade.Genesis), null, "u", "E"), 0, "", "a");
        trajectory = Grow(Grow(Grow(trajectory, null, "u", "a"), 2, "t", "b"), 3, "x", "c");

        Assert.Equal(1, Position(trajectory, "u E a t b x c y", RepeatRule.Regenerate).Parent!.Sequence);
        Assert.Equal(4, Position(trajectory, "u a t b x c y", RepeatRule.Regenerate).Parent!.Sequence);
    }

    /// <summary>An empty message that was there when the conversation began is part of it, and is not dropped with a later one.</summary>
    [Fact]
    public void Position_OfAGhostAfterAnEmptyMessageThatIsStored_DropsTheGhostAlone()
    {
        var trajectory = Grow(Grow(Trajectory.Start(HandMade.Genesis), null, "u E A x", "a"), 0, "t", "b");

        var found = Position(trajectory, "u E A x a t E b v", RepeatRule.Regenerate);

        Assert.Equal((1, "v"), (found.Parent?.Sequence, Text(found)));
        Assert.Equal(0, Position(trajectory, "u E A x a t E b v", RepeatRule.Anew).Parent?.Sequence);
    }

    private static PositionOutcome.Positioned Position(Trajectory trajectory, string request, RepeatRule repeat) =>
        Assert.IsType<PositionOutcome.Positioned>(
            new Positioner(new() { Policy = SessionPolicy.Tree, Matcher = "strict", Repeat = repeat, Altered = AlteredHistory.Branch }, Wording.AllRoles)
                .Position(trajectory, Messages(request)));

    /// <summary>Each a and b was sampled in a turn of its own.</summary>
    private static Trajectory Stored(string words)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        trajectory = words.Length == 0 ? trajectory : Grow(trajectory, null, "u", "a");
        return words.EndsWith('b') ? Grow(trajectory, 0, "t", "b") : trajectory;
    }

    private static Trajectory Grow(Trajectory trajectory, int? parent, string appended, string sampled) => trajectory.Restore(
        parent is { } sequence ? trajectory.Turns[sequence] : null, HandMade.Talk([.. Messages(appended)], Message(sampled)));

    private static ChatMessage[] Messages(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Message)];

    private static ChatMessage Message(string word) => word switch
    {
        "E" => Chat.Assistant(""),
        "a" or "b" or "c" or "A" => Chat.Assistant(word),
        _ => Chat.User(word),
    };

    private static string Text(PositionOutcome.Positioned found) =>
        string.Join(' ', found.Appended.Select(Wording.Text).Select(text => text.Length == 0 ? "E" : text));
}

using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class TrajectoryTests
{
    private static readonly Trajectory Empty = Trajectory.Start(HandMade.Genesis);
    private static readonly Trajectory One = Empty.Restore(null, HandMade.First);
    private static readonly Trajectory Two = One.Restore(One.Active, HandMade.Second);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AsOf_ANumberOfTurns_HasThemAndTheLastIsActive(int count)
    {
        var then = Two.MoveTo(null).AsOf(count);

        Assert.Equal(Two.Turns.Take(count), then.Turns);
        Assert.Same(Two.Turns.Take(count).LastOrDefault(), then.Active);
        Assert.Equal(HandMade.Genesis, then.Genesis);
    }

    [Fact]
    public void Start_HasNoTurnAndTheGenesisAsItsTip()
    {
        Assert.Empty(Empty.Turns);
        Assert.Null(Empty.Active);
        Assert.Equal(HandMade.Genesis, Empty.Tip);
    }

    [Fact]
    public void Append_LeavesTheShorterTrajectoryAsItWas()
    {
        Assert.Equal([1, 2], new[] { One.Turns.Count, Two.Turns.Count });
        Assert.Same(One.Turns[0], Two.Turns[0]);
        Assert.Equal((0, 1), (One.Active!.Sequence, Two.Active!.Sequence));
        Assert.Equal(Two.Active.Digest, Two.Tip);
        Assert.Equal(HandMade.Genesis, Two.Genesis);
    }

    [Fact]
    public void Append_ChainsTokensMessagesAndPath()
    {
        var (first, second) = (Two.Turns[0], Two.Turns[1]);

        Assert.Same(first, second.Parent);
        Assert.Equal([first, second], second.Path);
        Assert.Equal([0, 5], new[] { first.Prefix.Count, second.Prefix.Count });
        Assert.Equal([1, 2, 3], first.Prompt.ToIds());
        Assert.Equal([1, 2, 3, 4, 5], first.Tokens.ToIds());
        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7], second.Prompt.ToIds());
        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7, 8], second.Tokens.ToIds());
        Assert.Equal(
            [TokenOrigin.Prompt, TokenOrigin.Model, TokenOrigin.Splice, TokenOrigin.Environment, TokenOrigin.Model],
            second.Tokens.Segments.Select(segment => segment.Origin));
        Assert.Equal([2, 4], new[] { first.MessageCount, second.MessageCount });
        Assert.Equal([.. first.Content.Messages, .. second.Content.Messages], second.Messages);
    }

    [Fact]
    public void Append_ToATurnThatIsNotTheLast_MakesASiblingAndMovesTheActiveTurn()
    {
        var three = Two.Restore(Two.Turns[0], HandMade.Second);

        Assert.Equal(2, three.Active!.Sequence);
        Assert.Equal([0, 2], three.Active.Path.Select(turn => turn.Sequence));
        Assert.Equal(Two.Turns[1].Digest, three.Active.Digest);
    }

    [Fact]
    public void Append_WithoutAParent_MakesANewRoot()
    {
        var three = Two.Restore(null, HandMade.First);

        Assert.Null(three.Active!.Parent);
        Assert.Equal(0, three.Active.Prefix.Count);
        Assert.Equal(One.Tip, three.Tip);
    }

    [Fact]
    public void Append_WhenTheParentIsOfAnotherTrajectory_Throws()
    {
        var twin = Empty.Restore(null, HandMade.First);

        Assert.Throws<ArgumentException>(() => One.Restore(twin.Active, HandMade.Second));
        Assert.Throws<ArgumentException>(() => One.Restore(Two.Active, HandMade.Second));
    }

    [Fact]
    public void Adopt_OfATurnThatWasMadeOfThisTrajectory_SharesIt()
    {
        var moved = One.MoveTo(null);

        var grown = moved.Adopt(Two.Active!)!;
        Assert.Same(Two.Active, grown.Active);
        Assert.Equal(Two.Turns, grown.Turns);
        Assert.Same(One.Turns[0], Empty.Adopt(One.Active!)!.Active);
    }

    [Fact]
    public void Adopt_OfATurnOfAnother_IsNull()
    {
        var twin = Empty.Restore(null, HandMade.First);

        Assert.Null(twin.Adopt(Two.Active!));
        Assert.Null(Empty.Adopt(Two.Active!));
        Assert.Null(Two.Adopt(One.Active!));
    }

    [Fact]
    public void Restore_OfWhatAnotherAppended_IsTheSameTurn()
    {
        var restored = Empty.Restore(null, HandMade.First);

        Assert.Equal(One.Tip, restored.Restore(restored.Active, HandMade.First).Turns[0].Digest);
        Assert.Throws<ArgumentException>(() => restored.Restore(One.Active, HandMade.Second));
    }

    [Fact]
    public void MoveTo_OfATurn_TakesItsOwnAlone()
    {
        Assert.Same(Two, Two.MoveTo(Two.Active));
        Assert.Same(Two.Turns[0], Two.MoveTo(Two.Turns[0]).Active);
        Assert.Equal(2, Two.MoveTo(null).Turns.Count);
        Assert.Throws<ArgumentException>(() => One.MoveTo(Two.Active));
        Assert.Throws<ArgumentException>(() => Two.MoveTo(Empty.Restore(null, HandMade.First).Active));
    }

    /// <summary>A plan outlives the object that it was made on, but not the turn that it continues.</summary>
    [Fact]
    public void Commit_OfAPlan_FindsItsParentAgainOrRefusesIt()
    {
        var read = Empty.Restore(null, HandMade.First);
        var other = Empty.Restore(null, HandMade.First with { FinishReason = "length" });

        Assert.Same(read.Turns[0], Commit(read, One.Active).Active!.Parent);
        Assert.Throws<ArgumentException>(() => Commit(other, One.Active));
        Assert.Throws<ArgumentException>(() => Commit(One, Two.Active));
    }

    private static Trajectory Commit(Trajectory trajectory, Turn? parent)
    {
        var content = HandMade.Second;
        var prompt = content.PromptSegments.Aggregate(parent!.Tokens, (buffer, segment) => buffer.Append(segment));
        return trajectory.Commit(
            new(parent, content.Appended, content.Inputs, new(prompt, content.PromptSegments, replacedCount: 0)),
            new() { Assistant = content.Assistant, Completion = content.Completion, FinishReason = "stop", Exchange = content.Exchange });
    }
}

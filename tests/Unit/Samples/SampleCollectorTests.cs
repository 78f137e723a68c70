using Tito.Core.Samples;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Samples;

/// <summary>A root with two branches; turns 1 and 2 continue turn 0, and turn 3 is a root of its own.</summary>
public sealed class SampleCollectorTests
{
    private static readonly Trajectory Tree = Grow();

    [Theory]
    [InlineData(1, "aborted 0 1", "completed 0 2", "completed 3")]
    [InlineData(0, "aborted 0 1", "aborted 0 2", "completed 3")]
    [InlineData(3, "completed 0 1", "completed 0 2", "aborted 3")]
    [InlineData(null, "aborted 0 1", "aborted 0 2", "aborted 3")]
    public void Collect_WhenATurnIsMissing_NoSampleThatItWouldBelongToLooksComplete(int? parent, params string[] expected) =>
        Assert.Equal(expected, Collect(Tree, parent));

    [Fact]
    public void Collect_WhenATurnIsMissingBehindOneThatWasCutShort_StaysTruncated() => Assert.Equal(
        ["truncated 0"], Collect(Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First with { FinishReason = "length" }), 0));

    /// <summary>Turns 0 and 1 are of main, 2 of title, 3 has no tag; a tag of a turn that is no root is nobody's.</summary>
    [Theory]
    [InlineData(SamplePicker.All, "main", "0 1")]
    [InlineData(SamplePicker.All, "title", "2")]
    [InlineData(SamplePicker.All, "main,title", "0 1; 2")]
    [InlineData(SamplePicker.DropRetries, "main,title", "0 1; 2")]
    [InlineData(SamplePicker.All, null, "3")]
    [InlineData(SamplePicker.All, "other", "")]
    [InlineData(SamplePicker.Latest, null, "3")]
    [InlineData(SamplePicker.Latest, "main", "0 1")]
    [InlineData(SamplePicker.Latest, "title", "2")]
    [InlineData(SamplePicker.Latest, "other", "")]
    public void Collect_OfSomeAgents_HasTheirConversationsAlone(SamplePicker picker, string? tags, string paths)
    {
        var filter = new RootFilter(new NameFilter(tags is null ? [null] : [.. tags.Split(',')], []), NameFilter.All);
        var set = new SampleCollector(new(_ => ""), EndTokens.Unknown).Collect(Tagged(), picker, new(), [], filter);

        Assert.Equal(paths, string.Join("; ", set.Samples.Select(sample => string.Join(' ', sample.Path.Select(turn => turn.Sequence)))));
        Assert.Equal(paths.Length == 0 ? "no_agent" : null, set.EmptyReason);
        Assert.Equal("no_records", new SampleCollector(new(_ => ""), EndTokens.Unknown).Collect(Trajectory.Start(HandMade.Genesis), picker, new(), [], filter).EmptyReason);
    }

    /// <summary>The latest sample is that of the active turn, wherever the session was moved to.</summary>
    [Theory]
    [InlineData(1, "0 1")]
    [InlineData(2, "0 2")]
    [InlineData(0, "0")]
    public void Collect_OfTheLatest_IsTheActiveTurnsPath(int active, string path)
    {
        var set = new SampleCollector(new(_ => ""), EndTokens.Unknown).Collect(Tree.MoveTo(Tree.Turns[active]), SamplePicker.Latest, new(), []);

        Assert.Equal(path, string.Join(' ', Assert.Single(set.Samples).Path.Select(turn => turn.Sequence)));
    }

    private static Trajectory Tagged()
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, Tagged(HandMade.First, "main"));
        return trajectory.Restore(trajectory.Turns[0], Tagged(HandMade.Second with { FinishReason = "stop" }, "other"))
            .Restore(null, Tagged(HandMade.First, "title"))
            .Restore(null, HandMade.First);
    }

    private static TurnContent Tagged(TurnContent content, string tag) => content with { Exchange = content.Exchange with { Agent = tag } };

    private static IEnumerable<string> Collect(Trajectory trajectory, int? parent) =>
        new SampleCollector(new(_ => ""), EndTokens.Unknown).Collect(trajectory, SamplePicker.All, new(), [Missing(parent)]).Samples
            .Select(sample => $"{sample.Sample.Status} {string.Join(' ', sample.Path.Select(turn => turn.Sequence))}".ToLowerInvariant());

    private static TurnIntent Missing(int? parent) => new()
    {
        Key = "missing",
        IsGenerated = false,
        AttemptId = "1",
        RequestDigest = default,
        Parent = parent,
        TurnCount = 4,
        StartedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    private static Trajectory Grow()
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        var second = HandMade.Second with { FinishReason = "stop" };
        return trajectory.Restore(trajectory.Turns[0], second).Restore(trajectory.Turns[0], second).Restore(null, HandMade.First);
    }
}

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

using Tito.Core.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Shards;

/// <summary>What a shard keeps of what is found.</summary>
public sealed class ShardTallyTests
{
    private readonly ShardTally _tally = new();

    private ShardResult Result => _tally.Close(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(3));

    [Fact]
    public void Close_AfterDifferences_HasTheLargest()
    {
        Assert.Null(Result.LargestLogprobDifference);
        foreach (var (difference, largest) in new[] { (0.25, 0.25), (0.5, 0.5), (0.125, 0.5) })
        {
            _tally.Differ(difference);
            Assert.Equal(largest, Result.LargestLogprobDifference);
        }
    }

    [Fact]
    public void Close_AfterAsManyNotesAsAreKept_HasThemAloneAndCountsOnlyMore()
    {
        for (var note = 1; note <= ShardResult.MaxKept; note++)
        {
            _tally.PassOver($"{note}");
        }

        Assert.Equal(ShardResult.MaxKept, Result.Notes.Length);
        Assert.Equal($"{ShardResult.MaxKept}", Result.Notes[^1]);
        _tally.PassOver("one more");
        Assert.Equal("1 more were passed over.", Result.Notes[^1]);
    }

    /// <summary>One session with many disagreements says nothing of the others.</summary>
    [Fact]
    public void Close_AfterManyFailuresOfOneItem_HasTheFirstOfEachAndCountsAllByTheirCauses()
    {
        Fail("a", LikelyCause.TemplateChanged);
        for (var further = 0; further < 40; further++)
        {
            Fail("b", LikelyCause.RowsChanged);
        }

        for (var item = 0; item < 20; item++)
        {
            Fail($"c{item:D2}", LikelyCause.Unknown);
            Fail($"c{item:D2}", LikelyCause.Unknown);
        }

        // a, what the first failure of 20 others leaves of 25 to b, and those.
        Assert.Equal(25, ShardResult.MaxKept);
        Assert.Equal(
            ["a", "b", "b", "b", "b", .. Enumerable.Range(0, 20).Select(item => $"c{item:D2}")], Result.Failures.Select(failure => failure.Item));
        Assert.Equal((81, 25), (Result.FailureCount, Result.Failures.Length));
        Assert.Equal(
            [(LikelyCause.Unknown, 40), (LikelyCause.TemplateChanged, 1), (LikelyCause.RowsChanged, 40)],
            Result.Causes.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Close_AfterMoreFailedItemsThanAreKept_HasTheFirst()
    {
        for (var item = 0; item < ShardResult.MaxKept + 5; item++)
        {
            Fail($"{item:D2}", LikelyCause.Unknown);
        }

        Assert.Equal(Enumerable.Range(0, ShardResult.MaxKept).Select(item => $"{item:D2}"), Result.Failures.Select(failure => failure.Item));
    }

    private void Fail(string item, LikelyCause cause) => _tally.Fail(new() { Item = item, What = "w", Cause = cause, Detail = "d" });

    [Fact]
    public void Close_SaysHowLongItTook() => Assert.Equal(TimeSpan.FromSeconds(3), Result.Duration);
}

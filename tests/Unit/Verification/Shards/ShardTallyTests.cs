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

    [Fact]
    public void Close_SaysHowLongItTook() => Assert.Equal(TimeSpan.FromSeconds(3), Result.Duration);
}

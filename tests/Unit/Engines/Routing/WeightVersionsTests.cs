using System.Globalization;
using Tito.Engines.Routing;

namespace Tito.Tests.Unit.Engines.Routing;

public sealed class WeightVersionsTests
{
    [Fact]
    public void Staleness_OfIntegers_IsTheirDifference()
    {
        var versions = Of("7", "12", "9");

        Assert.Equal([5L, 0L, 3L], [versions.Staleness(0), versions.Staleness(1), versions.Staleness(2)]);
    }

    [Fact]
    public void Staleness_OfOtherNames_CountsInTheOrderOfAppearance()
    {
        var versions = Of("default", "step-1", "step-2");
        versions.Learn(0, "step-3");

        Assert.Equal([0L, 2L, 1L], [versions.Staleness(0), versions.Staleness(1), versions.Staleness(2)]);
        versions.Learn(1, "step-3");
        Assert.Equal([0L, 0L, 1L], [versions.Staleness(0), versions.Staleness(1), versions.Staleness(2)]);
    }

    /// <summary>vLLM begins with "default" and then has what it is told: one name that is no number makes all of them names.</summary>
    [Fact]
    public void Staleness_WhereOneIsNoInteger_CountsTheOthersInTheirOrderToo() =>
        Assert.Equal([2L, 1L, 0L], Enumerable.Range(0, 3).Select(endpoint => Of("default", "100", "7").Staleness(endpoint)!.Value));

    [Fact]
    public void Staleness_WhereAVersionIsNotKnown_IsNotKnown()
    {
        var versions = new WeightVersions(2);
        versions.Learn(1, "3");

        Assert.Equal((null, 0L), (versions.Staleness(0), versions.Staleness(1)));
    }

    /// <summary>A run that begins again at 0 does not leave every engine stale for good.</summary>
    [Fact]
    public void Staleness_WhenAllWentBack_IsCountedFromWhatTheyHaveNow()
    {
        var versions = Of("100", "100");
        versions.Learn(0, "0");
        versions.Learn(1, "1");

        Assert.Equal((1L, 0L), (versions.Staleness(0), versions.Staleness(1)));
    }

    [Fact]
    public void Staleness_OfTheFarthestIntegers_DoesNotOverflow() =>
        Assert.Equal(long.MaxValue, Of(long.MinValue.ToString(CultureInfo.InvariantCulture), long.MaxValue.ToString(CultureInfo.InvariantCulture)).Staleness(0));

    private static WeightVersions Of(params string[] latest)
    {
        var versions = new WeightVersions(latest.Length);
        for (var endpoint = 0; endpoint < latest.Length; endpoint++)
        {
            versions.Learn(endpoint, latest[endpoint]);
        }

        return versions;
    }
}

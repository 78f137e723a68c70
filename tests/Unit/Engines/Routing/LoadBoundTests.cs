using Tito.Engines.Routing;

namespace Tito.Tests.Unit.Engines.Routing;

public sealed class LoadBoundTests
{
    /// <summary>Python: max(8, ceil(Fraction(100 + slack, 100) * (in_flight + 1) / endpoints)), at most 2 ** 31 - 1.</summary>
    [Theory]
    [InlineData(0, 1, 0, 8)]
    [InlineData(0, 4, 25, 8)]
    [InlineData(31, 4, 25, 10)]
    [InlineData(32, 4, 25, 11)]
    [InlineData(99, 4, 25, 32)]
    [InlineData(100, 4, 0, 26)]
    [InlineData(399, 4, 25, 125)]
    [InlineData(400, 4, 25, 126)]
    [InlineData(10, 3, 10, 8)]
    [InlineData(1000, 7, 33, 191)]
    [InlineData(int.MaxValue - 1, 1, 10_000, int.MaxValue)]
    [InlineData(int.MaxValue - 1, 1, 0, int.MaxValue)]
    public void Of_ALoad_IsWhatExactFractionsGive(int inFlight, int endpoints, int slack, int bound) =>
        Assert.Equal(bound, LoadBound.Of(inFlight, endpoints, slack));
}

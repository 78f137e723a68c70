using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

/// <summary>A trainer learns from what was sampled, and from nothing else.</summary>
public sealed class LossMaskTests
{
    [Theory]
    [InlineData(TokenOrigin.Model, 1)]
    [InlineData(TokenOrigin.Prompt, 0)]
    [InlineData(TokenOrigin.Environment, 0)]
    [InlineData(TokenOrigin.Splice, 0)]
    public void Of_AnOrigin_IsOneOfSampledTokensAlone(TokenOrigin origin, byte expected) => Assert.Equal(expected, LossMask.Of(origin));

    [Fact]
    public void Of_Segments_HasAByteATokenInTheirOrder() => Assert.Equal(
        [0, 0, 0, 1, 1, 0, 1],
        LossMask.Of(
        [
            TokenSegment.Given(TokenOrigin.Prompt, [9, 8, 7]),
            TokenSegment.Sampled([6, 5], [-1f, -2f]),
            TokenSegment.Given(TokenOrigin.Splice, [4]),
            TokenSegment.Sampled([3], [-3f]),
        ]));

    [Fact]
    public void Of_NoSegments_IsEmpty() => Assert.Empty(LossMask.Of([]));
}

using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

public sealed class TokenSegmentTests
{
    [Fact]
    public void Sampled_KeepsIdsAndLogprobsAndIsOfTheModel()
    {
        var segment = TokenSegment.Sampled([4, 5], [-0.5f, -0.25f]);

        Assert.Equal(TokenOrigin.Model, segment.Origin);
        Assert.Equal([4, 5], segment.Ids);
        Assert.Equal([-0.5f, -0.25f], segment.Logprobs);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    public void Sampled_WhenTheLengthsDiffer_ThrowsWithBoth(int idCount, int logprobCount)
    {
        var failed = Assert.Throws<ArgumentException>(() => TokenSegment.Sampled([.. new int[idCount]], [.. new float[logprobCount]]));

        Assert.Contains($"{idCount} ids need as many logprobs, not {logprobCount}", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TokenOrigin.Prompt)]
    [InlineData(TokenOrigin.Environment)]
    [InlineData(TokenOrigin.Splice)]
    public void Given_OfAnyOtherOrigin_HasNoLogprobs(TokenOrigin origin)
    {
        var segment = TokenSegment.Given(origin, [1]);

        Assert.Equal(origin, segment.Origin);
        Assert.Equal([1], segment.Ids);
        Assert.Empty(segment.Logprobs);
    }

    [Fact]
    public void Given_WhenTheOriginIsTheModel_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenSegment.Given(TokenOrigin.Model, [1]));

    /// <summary>Journals and digests hold these numbers.</summary>
    [Fact]
    public void Origins_HaveTheNumbersOfTheJournalFormat() =>
        Assert.Equal([(0, "Prompt"), (1, "Environment"), (2, "Splice"), (3, "Model")], Enum.GetValues<TokenOrigin>().Select(origin => ((int)origin, origin.ToString())));
}

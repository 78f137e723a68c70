using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>When two inputs are the same JSON.</summary>
public sealed class TurnInputsTests
{
    [Theory]
    [InlineData("[1,2]", "[1, 2]", true)]
    [InlineData("\"\\u0061\"", "\"a\"", true)]
    [InlineData("[1,2]", "[1,2]", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("[1,2]", null, false)]
    [InlineData(null, null, true)]
    public void IsSame_OfToolsOrArguments_LooksPastWhiteSpaceAndEscapes(string? one, string? other, bool expected)
    {
        Assert.Equal(expected, new TurnInputs(Json(one), null).IsSame(new(Json(other), null)));
        Assert.Equal(expected, new TurnInputs(null, Json(one)).IsSame(new(null, Json(other))));
        Assert.Equal(expected, new TurnInputs(Json("1"), Json(one)).IsSame(new(Json("1"), Json(other))));
        Assert.False(new TurnInputs(Json("1"), Json(one)).IsSame(new(Json("2"), Json(other))));
    }

    /// <summary>A span without a token had no part in the completion.</summary>
    [Fact]
    public void WeightVersions_OfSpans_AreThoseWithTokens()
    {
        var exchange = HandMade.First.Exchange with { WeightVersion = "v9", WeightSpans = [new("v1", 0, 0), new("v2", 0, 1), new("v2", 1, 2)] };

        Assert.Equal(["v2"], exchange.WeightVersions);
        Assert.Equal(["v9"], (exchange with { WeightSpans = [] }).WeightVersions);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}

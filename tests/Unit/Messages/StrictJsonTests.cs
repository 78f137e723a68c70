using System.Text;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Messages;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"\ud83d":1,"a":2}""")]
    public void Parse_OfNoStrictJson_ThrowsOneError(string json)
    {
        Assert.ThrowsAny<JsonException>(() => StrictJson.Parse(json));
        Assert.ThrowsAny<JsonException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Null(StrictJson.TryParse(json));
    }

    [Fact]
    public void Parse_OfATextWithALoneSurrogate_ThrowsTheSameError() => Assert.ThrowsAny<JsonException>(() => StrictJson.Parse("\"\ud83d\""));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void TryParse_ReadsSixtyFourLevels(int depth, bool reads) =>
        Assert.Equal(reads, StrictJson.TryParse(new string('[', depth) + new string(']', depth)) is not null);

    [Fact]
    public void Parse_WhenAFormatNestsLess_RefusesTheNextLevel()
    {
        Assert.Equal(JsonValueKind.Array, StrictJson.Parse("[[]]"u8, maxDepth: 2).ValueKind);
        Assert.ThrowsAny<JsonException>(() => StrictJson.Parse("[[[]]]"u8, maxDepth: 2));
    }
}

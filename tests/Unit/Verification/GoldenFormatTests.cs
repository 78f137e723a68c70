using System.Text;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>Which kind of golden file some bytes are; those that are not JSON are what a known name in them says.</summary>
public sealed class GoldenFormatTests
{
    [Theory]
    [InlineData("""{"format":"x"}""", "x")]
    [InlineData("""{"a":{"format":"y"},"b":["format"],"format":"x"}""", "x")]
    [InlineData("""{"a":{"format":"y"}}""", null)]
    [InlineData("""{"a":"format","b":"y"}""", null)]
    [InlineData("""["format","y"]""", null)]
    [InlineData("\"format\"", null)]
    [InlineData("{}", null)]
    [InlineData("""{"format":7,"note":"tito.golden-pools"}""", null)]
    [InlineData("""{"format":null,"note":"tito.golden-pools"}""", null)]
    [InlineData("""{"format":["tito.golden-pools"]}""", null)]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("tito.golden-trajectory", "tito.golden-trajectory")]
    [InlineData("""{"a":,"format":"tito.golden-scenario"}""", "tito.golden-scenario")]
    [InlineData("""{"a":1 tito.golden-prompts""", "tito.golden-prompts")]
    [InlineData("""{"format":"\ud800","note":"tito.golden-pools"}""", "tito.golden-pools")]
    [InlineData("""{"format": nothing, "note": "none"}""", null)]
    public void Find_OfAFile_IsItsFormat(string text, string? expected) =>
        Assert.Equal(expected, GoldenFormat.Find(Encoding.UTF8.GetBytes(text)));
}

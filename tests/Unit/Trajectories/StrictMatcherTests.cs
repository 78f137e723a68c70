using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

public sealed class StrictMatcherTests
{
    private static readonly StrictMatcher Matcher = new();

    private const string Call = """{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}""";

    [Fact]
    public void Name_IsStrict() => Assert.Equal("strict", Matcher.Name);

    [Theory]
    [InlineData("""{"role":"user","content":"x"}""", """{"content":"x","role":"user"}""")]
    [InlineData("""{"role":"user","content":"\u0041"}""", """{"role":"user","content":"A"}""")]
    [InlineData("""{"role":"assistant"}""", """{"role":"assistant","content":null}""")]
    [InlineData("""{"role":"assistant"}""", """{"role":"assistant","content":""}""")]
    [InlineData("""{"role":"assistant","content":null}""", """{"role":"assistant","content":[]}""")]
    [InlineData("""{"role":"assistant","content":"x"}""", """{"role":"assistant","content":"x","reasoning_content":""}""")]
    [InlineData("""{"role":"assistant","content":"x","reasoning_content":null}""", """{"role":"assistant","content":"x","reasoning_content":[]}""")]
    [InlineData("""{"role":"assistant","content":"x","tool_calls":[]}""", """{"role":"assistant","content":"x"}""")]
    [InlineData("""{"role":"assistant","content":"x","tool_calls":null}""", """{"role":"assistant","content":"x","tool_calls":""}""")]
    [InlineData("""{"role":"user","content":"x","name":"a"}""", """{"role":"user","content":"x","name":"b","other":[1]}""")]
    [InlineData("""{"role":"tool","content":"x","tool_call_id":"1"}""", """{"role":"tool","content":"x","tool_call_id":"2"}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"x"}]}""", """{"role":"user","content":[{"text":"x","type":"text"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"index":0,"id":"c"}]}""", """{"role":"assistant","tool_calls":[{"id":"c"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"index":0,"id":"c"}]}""", """{"role":"assistant","tool_calls":[{"id":"c","index":7}]}""")]
    public void Matches_WhenTheComparedKeysSayTheSame_IsTrue(string stored, string replayed) => AssertBothWays(true, stored, replayed);

    [Theory]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"system","content":"x"}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":"x "}""")]
    [InlineData("""{"role":"user","content":"x\n"}""", """{"role":"user","content":"x"}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user"}""")]
    [InlineData("""{"role":"user","content":" "}""", """{"role":"user"}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":[{"type":"text","text":"x"}]}""")]
    [InlineData("""{"role":"assistant","reasoning_content":"x"}""", """{"role":"assistant"}""")]
    [InlineData("""{"role":"assistant","reasoning_content":"x"}""", """{"role":"assistant","reasoning_content":"y"}""")]
    [InlineData("""{"role":"user","content":{}}""", """{"role":"user"}""")]
    [InlineData("""{"role":"user","content":false}""", """{"role":"user"}""")]
    [InlineData("""{"role":"user","content":0}""", """{"role":"user","content":false}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", """{"role":"assistant"}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", """{"role":"assistant","tool_calls":[{"id":"d"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", """{"role":"assistant","tool_calls":[{"id":"c","type":"function"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","a":1}]}""", """{"role":"assistant","tool_calls":[{"id":"c","b":1}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", """{"role":"assistant","tool_calls":[{"id":"c"},{"id":"c"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"},{"id":"d"}]}""", """{"role":"assistant","tool_calls":[{"id":"d"},{"id":"c"}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c"}]}""", """{"role":"assistant","tool_calls":["c"]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"f":{"index":1}}]}""", """{"role":"assistant","tool_calls":[{"f":{"index":2}}]}""")]
    public void Matches_WhenAComparedKeyDiffers_IsFalse(string stored, string replayed) => AssertBothWays(false, stored, replayed);

    [Theory]
    [InlineData("""{\"a\": 1}""", true)]
    [InlineData("""{\"a\":1}""", false)]
    [InlineData("""{\"a\": 1.0}""", false)]
    public void Matches_WhenArgumentsAreText_ComparesTheText(string arguments, bool expected) => AssertBothWays(
        expected,
        $$"""{"role":"assistant","tool_calls":[{{Call}}]}""",
        $$$"""{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{{{arguments}}}"}}]}""");

    /// <summary>A number that no arithmetic can hold is still a message that a client may send.</summary>
    [Fact]
    public void Matches_WhenANumberHasAnEndlessExponent_Answers()
    {
        AssertBothWays(true, """{"role":"user","content":1e99999999999}""", """{"role":"user","content":1e99999999999}""");
        AssertBothWays(false, """{"role":"user","content":1e99999999999}""", """{"role":"user","content":1e99999999998}""");
    }

    private static void AssertBothWays(bool expected, string left, string right)
    {
        Assert.Equal(expected, Matcher.Matches(Chat.Message(left), Chat.Message(right)));
        Assert.Equal(expected, Matcher.Matches(Chat.Message(right), Chat.Message(left)));
    }
}

using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

public sealed class RoleContentMatcherTests
{
    private static readonly RoleContentMatcher Matcher = new(MessageForm.Unknown);

    [Theory]
    [InlineData("""{"role":"user"}""", """{"role":"user","content":null}""")]
    [InlineData("""{"role":"user"}""", """{"role":"user","content":""}""")]
    [InlineData("""{"role":"user","content":[]}""", """{"role":"user","content":""}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]}""")]
    [InlineData("""{"role":"assistant","content":"x","reasoning_content":"r"}""", """{"role":"assistant","content":"x"}""")]
    [InlineData("""{"role":"assistant","content":"","tool_calls":[{"id":"c"}]}""", """{"role":"assistant","content":null,"tool_calls":"no calls at all","name":"n"}""")]
    public void Matches_WhenRoleAndContentSayTheSame_IsTrue(string one, string other) => AssertBothWays(true, one, other);

    [Theory]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"tool","content":"x"}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":" x"}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":"X"}""")]
    [InlineData("""{"role":"user","content":"\u00e9"}""", """{"role":"user","content":"e\u0301"}""")]
    [InlineData("""{"role":"user","content":"{\"a\":1}"}""", """{"role":"user","content":"{\"a\": 1}"}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":[{"type":"text","text":"y"}]}""")]
    [InlineData("""{"role":"user","content":"x"}""", """{"role":"user","content":[{"type":"input_text","text":"x"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", """{"role":"user","content":"x y"}""")]
    [InlineData("""{"role":"user","content":["a","b"]}""", """{"role":"user","content":["b","a"]}""")]
    public void Matches_WhenRoleOrContentDiffers_IsFalse(string one, string other) => AssertBothWays(false, one, other);

    private static void AssertBothWays(bool expected, string one, string other)
    {
        Assert.Equal(expected, Matcher.Matches(Chat.Message(one), Chat.Message(other)));
        Assert.Equal(expected, Matcher.Matches(Chat.Message(other), Chat.Message(one)));
    }
}

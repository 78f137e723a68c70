using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Messages;

/// <summary>SGLang, protocol.py: the words of ReasoningEffortTier, or a float with ge=0.0 and le=0.99.</summary>
public sealed class ReasoningEffortTests
{
    [Theory]
    [InlineData("\"none\"", "\"none\"", false)]
    [InlineData("\"minimal\"", "\"minimal\"", true)]
    [InlineData("\"low\"", "\"low\"", true)]
    [InlineData("\"medium\"", "\"medium\"", true)]
    [InlineData("\"high\"", "\"high\"", true)]
    [InlineData("\"xhigh\"", "\"xhigh\"", true)]
    [InlineData("\"max\"", "\"max\"", true)]
    [InlineData("0.5", "0.5", true)]
    [InlineData("0.99", "0.99", true)]
    [InlineData("0", "0.0", true)]
    [InlineData("5e-1", "0.5", true)]
    public void Of_ALevel_IsWhatATemplateIsGiven(string json, string level, bool thinks)
    {
        var effort = ReasoningEffort.Of(JsonElement.Parse(json), "p");

        Assert.Equal((level, thinks), (effort.Level?.GetRawText(), effort.Thinks));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0.991")]
    [InlineData("-0.1")]
    [InlineData("\"High\"")]
    [InlineData("\"default\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Of_AnythingElse_NamesThePlace(string json) =>
        Assert.Equal("p", Assert.Throws<MessageException>(() => ReasoningEffort.Of(JsonElement.Parse(json), "p")).Param);
}

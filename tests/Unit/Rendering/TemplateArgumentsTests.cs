using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Tests.Unit.Rendering;

public sealed class TemplateArgumentsTests
{
    private static readonly Family Family = Qwen3.Family;

    [Theory]
    [InlineData(null, null, "clear_thinking=false")]
    [InlineData("null", "null", "clear_thinking=false")]
    [InlineData("""{"a":1.0,"b":2}""", """{"b":3,"c":[4]}""", "a=1.0 b=3 c=[4] clear_thinking=false")]
    [InlineData(null, """{"clear_thinking":false,"z":null}""", "clear_thinking=false z=null")]
    [InlineData("""{"clear_thinking":true}""", """{"clear_thinking":false}""", "clear_thinking=false")]
    public void Merge_LaysRequestOverServerAndTheFamilyOverBoth(string? server, string? request, string expected) => Assert.Equal(
        expected,
        string.Join(' ', TemplateArguments.Merge(Family, Json(server), Json(request)).Values.Select(argument => $"{argument.Key}={argument.Value.GetRawText()}")));

    [Theory]
    [InlineData(null, """{"clear_thinking":true}""", "true")]
    [InlineData(null, """{"clear_thinking":0}""", "0")]
    [InlineData(null, """{"clear_thinking":null}""", "null")]
    [InlineData("""{"clear_thinking":"false"}""", null, "\"false\"")]
    public void Merge_WhenAFixedArgumentIsContradicted_NamesKeyValuesAndFamily(string? server, string? request, string given)
    {
        var failed = Assert.Throws<MessageException>(() => TemplateArguments.Merge(Family, Json(server), Json(request)));

        Assert.Equal("chat_template_kwargs.clear_thinking", failed.Param);
        Assert.Contains($"the value {given} contradicts false, which family qwen3 fixes", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>DeepSeek's three names of one switch: whoever sets one takes back what an earlier layer said by any of them.</summary>
    [Theory]
    [InlineData("""{"thinking":true}""", null, "thinking=true drop_thinking=false")]
    [InlineData("""{"thinking":true}""", """{"enable_thinking":false}""", "enable_thinking=false drop_thinking=false")]
    [InlineData("""{"thinking_mode":"chat","enable_thinking":false}""", """{"thinking":true,"x":1}""", "thinking=true x=1 drop_thinking=false")]
    [InlineData("""{"enable_thinking":false,"x":1}""", """{"x":2}""", "enable_thinking=false x=2 drop_thinking=false")]
    [InlineData(null, """{"thinking":true,"enable_thinking":false}""", "thinking=true enable_thinking=false drop_thinking=false")]
    [InlineData("""{"thinking":true}""", """{"thinking_mode":null}""", "thinking_mode=null drop_thinking=false")]
    public void Merge_OfAnArgumentGroup_LetsTheLaterLayerTakeBackTheWholeGroup(string? server, string? request, string expected) => Assert.Equal(
        expected,
        string.Join(' ', TemplateArguments.Merge(FamilyRegistry.Find("deepseekv4")!, Json(server), Json(request)).Values
            .Select(argument => $"{argument.Key}={argument.Value.GetRawText()}")));

    [Theory]
    [InlineData("""{"drop_thinking":true,"thinking":true}""", """{"thinking":false}""")]
    [InlineData("""{"drop_thinking":false}""", """{"thinking":false,"drop_thinking":true}""")]
    public void Merge_OfAnArgumentGroup_StillRefusesAContradictionOfAFixedArgument(string server, string request)
    {
        var failed = Assert.Throws<MessageException>(() => TemplateArguments.Merge(FamilyRegistry.Find("deepseekv32")!, Json(server), Json(request)));

        Assert.Equal("chat_template_kwargs.drop_thinking", failed.Param);
    }

    [Theory]
    [InlineData("[]", "chat_template_kwargs")]
    [InlineData("1", "chat_template_kwargs")]
    [InlineData("""{"messages":[]}""", "chat_template_kwargs.messages")]
    [InlineData("""{"tools":null}""", "chat_template_kwargs.tools")]
    [InlineData("""{"add_generation_prompt":true}""", "chat_template_kwargs.add_generation_prompt")]
    public void Merge_WhenTheArgumentsAreNotOfTheForm_NamesThePlace(string request, string param)
    {
        Assert.Equal(param, Assert.Throws<MessageException>(() => TemplateArguments.Merge(Family, null, Json(request))).Param);
        Assert.Equal(param, Assert.Throws<MessageException>(() => TemplateArguments.Merge(Family, Json(request), null)).Param);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}

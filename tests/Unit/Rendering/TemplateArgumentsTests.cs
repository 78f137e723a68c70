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

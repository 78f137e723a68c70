using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;

namespace Tito.Tests.Unit.Rendering;

/// <summary>
/// What an effort becomes. The expected values are SGLang's, by hand: normalize_reasoning_inputs sets <c>thinking</c> and
/// <c>enable_thinking</c> where the request does not, and _apply_jinja_template gives <c>reasoning_effort</c> to the template.
/// </summary>
public sealed class EffortArgumentsTests
{
    [Theory]
    [InlineData("qwen3", "\"high\"", null, "reasoning_effort=\"high\" thinking=true enable_thinking=true clear_thinking=false")]
    [InlineData("qwen3", "\"none\"", null, "reasoning_effort=\"none\" thinking=false enable_thinking=false clear_thinking=false")]
    [InlineData("qwen3", "0", null, "reasoning_effort=0.0 thinking=true enable_thinking=true clear_thinking=false")]
    [InlineData(
        "qwen3",
        "\"none\"",
        """{"enable_thinking":true}""",
        "reasoning_effort=\"none\" thinking=false enable_thinking=true clear_thinking=false")]
    [InlineData(
        "qwen3",
        "\"low\"",
        """{"x":1,"reasoning_effort":"low"}""",
        "reasoning_effort=\"low\" thinking=true enable_thinking=true x=1 clear_thinking=false")]
    [InlineData(
        "deepseekv4", "\"max\"", """{"thinking_mode":"chat"}""", "reasoning_effort=\"max\" thinking_mode=\"chat\" drop_thinking=false")]
    [InlineData("deepseekv4", "\"none\"", null, "thinking=false enable_thinking=false drop_thinking=false")]
    [InlineData("deepseekv4", "\"medium\"", null, "thinking=true enable_thinking=true drop_thinking=false")]
    [InlineData("deepseekv4", "0.9", null, "thinking=true enable_thinking=true drop_thinking=false")]
    [InlineData("deepseekv4", "\"high\"", null, "reasoning_effort=\"high\" thinking=true enable_thinking=true drop_thinking=false")]
    public void Merge_OfAnEffort_IsWhatTheEngineGivesToTheTemplate(string family, string effort, string? request, string expected) =>
        Assert.Equal(expected, Text(Merge(family, null, request, effort)));

    [Fact]
    public void Merge_OfAnEffort_WinsOverTheServersArguments() => Assert.Equal(
        "enable_thinking=false reasoning_effort=\"none\" thinking=false clear_thinking=false",
        Text(Merge("qwen3", """{"enable_thinking":true}""", null, "\"none\"")));

    [Fact]
    public void Merge_OfThinkingWithoutALevel_SwitchesAlone() => Assert.Equal(
        "thinking=true enable_thinking=true clear_thinking=false",
        Text(TemplateArguments.Merge(FamilyRegistry.Find("qwen3")!, null, null, ReasoningEffort.Thinking)));

    [Fact]
    public void Merge_OfAnEffortAgainstTheArgumentOfItsName_IsRefused() => Assert.Equal(
        "reasoning_effort",
        Assert.Throws<MessageException>(() => Merge("qwen3", null, """{"reasoning_effort":"low"}""", "\"high\"")).Param);

    private static TemplateArguments Merge(string family, string? server, string? request, string effort) => TemplateArguments.Merge(
        FamilyRegistry.Find(family)!, Json(server), Json(request), ReasoningEffort.Of(JsonElement.Parse(effort), "reasoning_effort"));

    private static string Text(TemplateArguments arguments) =>
        string.Join(' ', arguments.Values.Select(argument => $"{argument.Key}={argument.Value.GetRawText()}"));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}

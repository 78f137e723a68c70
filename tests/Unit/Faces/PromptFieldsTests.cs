using System.Text.Json;
using Tito.Core.Messages;
using Tito.Faces.OpenAiChat;

namespace Tito.Tests.Unit.Faces;

/// <summary>The fields of SGLang's, vLLM's and OpenAI's chat requests that make another prompt there.</summary>
public sealed class PromptFieldsTests
{
    [Theory]
    [InlineData("continue_final_message", "true")]
    [InlineData("continue_final_message", "\"false\"")]
    [InlineData("add_generation_prompt", "false")]
    [InlineData("add_generation_prompt", "0")]
    [InlineData("echo", "true")]
    [InlineData("suffix", "\"s\"")]
    [InlineData("chat_template", "\"\"")]
    [InlineData("chat_template", "\"{{ messages }}\"")]
    [InlineData("documents", """[{"title":"t","text":"x"}]""")]
    [InlineData("task", "\"title\"")]
    [InlineData("add_special_tokens", "true")]
    [InlineData("truncate_prompt_tokens", "-1")]
    [InlineData("prompt", "\"p\"")]
    [InlineData("text", "\"p\"")]
    [InlineData("input_ids", "[1]")]
    [InlineData("input_ids", "[]")]
    [InlineData("input_embeds", "[]")]
    [InlineData("prompt_token_ids", "[1]")]
    [InlineData("prompt_embeds", "\"AA==\"")]
    [InlineData("session_params", """{"id":"s"}""")]
    [InlineData("enable_thinking", "false")]
    [InlineData("enable_thinking", "true")]
    [InlineData("thinking", """{"type":"disabled"}""")]
    public void Read_OfAFieldThatShapesThePrompt_IsRefusedByItsName(string name, string value)
    {
        var refused = Assert.Throws<MessageException>(() => Read($"\"{name}\":{value}"));

        Assert.Equal(name, refused.Param);
        Assert.Contains("shapes the prompt", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What says nothing is taken, and goes no further than this.</summary>
    [Theory]
    [InlineData("\"continue_final_message\":false")]
    [InlineData("\"continue_final_message\":null")]
    [InlineData("\"add_generation_prompt\":true")]
    [InlineData("\"add_generation_prompt\":null")]
    [InlineData("\"echo\":false")]
    [InlineData("\"suffix\":\"\"")]
    [InlineData("\"chat_template\":null")]
    [InlineData("\"documents\":[]")]
    [InlineData("\"documents\":null")]
    [InlineData("\"functions\":[]")]
    [InlineData("\"function_call\":\"auto\"")]
    [InlineData("\"function_call\":\"none\"")]
    [InlineData("\"add_special_tokens\":false")]
    [InlineData("\"input_ids\":null")]
    [InlineData("\"prompt\":null")]
    [InlineData("\"enable_thinking\":null")]
    [InlineData("\"thinking\":null")]
    public void Read_OfADefault_IsTakenAndNotPassedOn(string field) =>
        Assert.Equal("""{"temperature":0.70}""", Read($"\"temperature\":0.70,{field}").Turn.Fields.GetRawText());

    [Theory]
    [InlineData("\"temperature\":1,\"reasoning_effort\":\"high\"", "\"high\"", true)]
    [InlineData("\"reasoning_effort\":0.3", "0.3", true)]
    [InlineData("\"reasoning\":{\"effort\":\"none\",\"summary\":\"auto\"}", "\"none\"", false)]
    [InlineData("\"reasoning\":{\"reasoning_effort\":\"low\"}", "\"low\"", true)]
    [InlineData("\"reasoning\":{\"effort\":\"low\"},\"reasoning_effort\":\"low\"", "\"low\"", true)]
    [InlineData("\"reasoning\":{\"effort\":null,\"enabled\":true}", null, true)]
    [InlineData("\"reasoning\":{\"enable\":true}", null, true)]
    [InlineData("\"reasoning\":{\"enabled\":true,\"effort\":\"none\"}", "\"none\"", false)]
    public void Read_OfAnEffort_IsAnInputAndNoField(string fields, string? level, bool thinks)
    {
        var turn = Read(fields).Turn;

        Assert.Equal((level, thinks), (turn.Inputs.Effort!.Level?.GetRawText(), turn.Inputs.Effort.Thinks));
        Assert.DoesNotContain("reasoning", turn.Fields.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"reasoning_effort\":null")]
    [InlineData("\"reasoning\":null")]
    [InlineData("\"reasoning\":{}")]
    [InlineData("\"reasoning\":{\"enabled\":false}")]
    [InlineData("\"temperature\":1")]
    public void Read_OfNoEffort_HasNone(string fields) => Assert.Null(Read(fields).Turn.Inputs.Effort);

    [Theory]
    [InlineData("\"reasoning_effort\":\"default\"", "reasoning_effort")]
    [InlineData("\"reasoning_effort\":2", "reasoning_effort")]
    [InlineData("\"reasoning\":\"high\"", "reasoning")]
    [InlineData("\"reasoning\":{\"effort\":\"lots\"}", "reasoning.effort")]
    [InlineData("\"reasoning\":{\"reasoning_effort\":1}", "reasoning.reasoning_effort")]
    [InlineData("\"reasoning\":{\"enabled\":\"yes\"}", "reasoning.enabled")]
    [InlineData("\"reasoning\":{\"effort\":\"low\"},\"reasoning_effort\":\"high\"", "reasoning_effort")]
    public void Read_OfAnEffortThatNoEngineTakes_NamesIt(string fields, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(fields)).Param);

    private static OpenAiChatRequest Read(string fields) => OpenAiChatRequest.Read(JsonElement.Parse($"{{\"messages\":[],{fields}}}"));
}

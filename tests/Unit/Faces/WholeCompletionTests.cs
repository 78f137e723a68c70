using System.Text.Json;
using Tito.Core.Turns;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiChat;
using Tito.Faces.OpenAiResponses;

namespace Tito.Tests.Unit.Faces;

/// <summary>
/// What a request says of its completion as a whole: from the first token on, which no engine can go on with in the middle, and whether a
/// call may be in it.
/// </summary>
public sealed class WholeCompletionTests
{
    [Theory]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", true)]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}", true)]
    [InlineData("\"response_format\":{\"type\":\"text\"}", false)]
    [InlineData("\"response_format\":null", false)]
    [InlineData("\"json_schema\":\"{}\"", true)]
    [InlineData("\"regex\":\"a*\"", true)]
    [InlineData("\"ebnf\":\"r\"", true)]
    [InlineData("\"structural_tag\":{}", true)]
    [InlineData("\"structured_outputs\":{\"json\":{}}", true)]
    [InlineData("\"structured_outputs\":null", false)]
    [InlineData("\"guided_choice\":[\"a\"]", true)]
    [InlineData("\"tool_choice\":\"required\"", true)]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", true)]
    [InlineData("\"functions\":[{\"name\":\"f\"}],\"function_call\":{\"name\":\"f\"}", true)]
    [InlineData("\"tool_choice\":\"auto\"", false)]
    [InlineData("\"tool_choice\":\"none\"", false)]
    [InlineData("\"temperature\":1,\"stop_regex\":\"a\"", false)]
    public void HasGrammar_OfAChatRequest_IsWhatHoldsItToAForm(string fields, bool expected) =>
        Assert.Equal(expected, Chat(fields).HasGrammar);

    [Theory]
    [InlineData("\"min_tokens\":60", 60)]
    [InlineData("\"min_tokens\":0", null)]
    [InlineData("\"min_tokens\":-1", null)]
    [InlineData("\"min_tokens\":1.5", null)]
    [InlineData("\"min_tokens\":\"60\"", null)]
    [InlineData("\"min_tokens\":null", null)]
    [InlineData("\"max_tokens\":60", null)]
    public void MinTokens_OfAChatRequest_IsTheNumber(string fields, int? expected) => Assert.Equal(expected, Chat(fields).MinTokens);

    [Theory]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{}}}", true)]
    [InlineData("\"text\":{\"format\":{\"type\":\"text\"}}", false)]
    [InlineData("\"tool_choice\":\"required\"", true)]
    [InlineData("\"tool_choice\":\"auto\"", false)]
    public void HasGrammar_OfAResponsesRequest_IsTheSame(string fields, bool expected) => Assert.Equal(
        expected, ResponsesRequest.Read(JsonElement.Parse($$$"""{"input":"hi",{{{fields}}}}"""), new()).Turn.HasGrammar);

    [Theory]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}", true)]
    [InlineData("\"tool_choice\":{\"type\":\"any\"}", true)]
    [InlineData("\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"}", true)]
    [InlineData("\"tool_choice\":{\"type\":\"auto\"}", false)]
    public void HasGrammar_OfAMessagesRequest_IsTheSame(string fields, bool expected) => Assert.Equal(
        expected,
        MessagesRequest.Read(
            JsonElement.Parse(
                $$$"""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}],"tools":[{"name":"f","input_schema":{}}],{{{fields}}}}"""),
            new()).Turn.HasGrammar);

    [Theory]
    [InlineData("\"tool_choice\":\"none\"", true)]
    [InlineData("\"functions\":[{\"name\":\"f\"}],\"function_call\":\"none\"", true)]
    [InlineData("\"tool_choice\":\"auto\"", false)]
    [InlineData("\"tool_choice\":\"required\"", false)]
    [InlineData("\"tool_choice\":null", false)]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"none\"}}", false)]
    [InlineData("\"temperature\":1", false)]
    public void ForbidsCalls_OfAChatRequest_IsWhatAsksForNone(string fields, bool expected) =>
        Assert.Equal(expected, Chat(fields).ForbidsCalls);

    [Theory]
    [InlineData("\"tool_choice\":\"none\"", "{\"type\":\"none\"}", true)]
    [InlineData("\"tool_choice\":\"auto\"", "{\"type\":\"auto\"}", false)]
    [InlineData("\"tool_choice\":\"required\"", "{\"type\":\"any\"}", false)]
    public void ForbidsCalls_OfTheOtherFaces_IsTheSame(string responses, string messages, bool expected)
    {
        Assert.Equal(expected, ResponsesRequest.Read(JsonElement.Parse($$$"""{"input":"hi",{{{responses}}}}"""), new()).Turn.ForbidsCalls);
        Assert.Equal(expected, MessagesRequest.Read(
            JsonElement.Parse($$$"""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}],"tool_choice":{{{messages}}}}"""), new()).Turn.ForbidsCalls);
    }

    private static TurnRequest Chat(string fields) =>
        OpenAiChatRequest.Read(JsonElement.Parse($$$"""{"messages":[{"role":"user","content":"hi"}],{{{fields}}}}""")).Turn;
}

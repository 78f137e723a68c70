using System.Text.Json;
using Tito.Core.Messages;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiChat;
using Tito.Faces.OpenAiResponses;

namespace Tito.Tests.Unit.Faces;

/// <summary>What the clients of SGLang and vLLM say beside an API's own fields: it is served on every face, or refused by its name.</summary>
public sealed class FaceFieldsTests
{
    private const string Sampling =
        """
        "min_p":0.10,"repetition_penalty":1.1,"frequency_penalty":0.5,"presence_penalty":0.5,"logit_bias":{"7":-100},"seed":7,"top_k":20,
        "stop_token_ids":[7,8],"ignore_eos":true,"lora_path":"a","guided_choice":["a","b"]
        """;

    private static readonly string[] SamplingNames =
    [
        "min_p", "repetition_penalty", "frequency_penalty", "presence_penalty", "logit_bias", "seed", "top_k", "stop_token_ids", "ignore_eos",
        "lora_path", "guided_choice",
    ];

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("responses")]
    public void Read_OfTemplateArguments_GivesThemToTheTemplate(string face) => Assert.Equal(
        """{"enable_thinking":false}""",
        Read(face, "\"chat_template_kwargs\":{\"enable_thinking\":false}").Turn.Inputs.Arguments!.Value.GetRawText());

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("responses")]
    public void Read_OfWhatShapesTheSampling_GivesItToTheEngine(string face)
    {
        var turn = Read(face, Sampling).Turn;

        Assert.All(SamplingNames, name => Assert.Equal(
            JsonElement.Parse($"{{{Sampling}}}").GetProperty(name).GetRawText(), turn.Fields.GetProperty(name).GetRawText()));
        Assert.Equal([7, 8], turn.Stops.TokenIds);
    }

    [Theory]
    [InlineData("messages", "stop_sequences")]
    [InlineData("responses", "stop")]
    [InlineData("chat", "stop")]
    public void Read_OfStopStrings_TakesSixtyFour(string face, string name)
    {
        Assert.Equal(64, Read(face, $"\"{name}\":[{Stops(64)}]").Turn.Stops.Texts.Length);

        var refused = Assert.Throws<MessageException>(() => Read(face, $"\"{name}\":[{Stops(65)}]"));
        Assert.Equal((name, $"{name}: has more than 64 texts."), (refused.Param, refused.Message));
    }

    [Theory]
    [InlineData("messages", "chat_template", "\"t\"")]
    [InlineData("messages", "continue_final_message", "true")]
    [InlineData("messages", "add_generation_prompt", "false")]
    [InlineData("messages", "enable_thinking", "false")]
    [InlineData("messages", "stop", "[\"x\"]")]
    [InlineData("messages", "response_format", """{"type":"json_object"}""")]
    [InlineData("messages", "reasoning_effort", "\"none\"")]
    [InlineData("messages", "reasoning", """{"effort":"low"}""")]
    [InlineData("messages", "max_completion_tokens", "7")]
    [InlineData("responses", "reasoning_effort", "\"none\"")]
    [InlineData("responses", "max_tokens", "7")]
    [InlineData("responses", "max_completion_tokens", "7")]
    [InlineData("responses", "chat_template", "\"t\"")]
    [InlineData("responses", "continue_final_message", "true")]
    [InlineData("responses", "enable_thinking", "false")]
    [InlineData("responses", "thinking", """{"type":"disabled"}""")]
    [InlineData("responses", "response_format", """{"type":"json_object"}""")]
    public void Read_OfWhatIsNotServed_IsRefusedByItsName(string face, string name, string value) =>
        Assert.Equal(name, Assert.Throws<MessageException>(() => Read(face, $"\"{name}\":{value}")).Param);

    /// <summary>What agents send every day, and what says nothing.</summary>
    [Theory]
    [InlineData("messages", "\"thinking\":{\"type\":\"adaptive\"},\"metadata\":{\"user_id\":\"u\"},\"service_tier\":\"auto\",\"top_k\":5")]
    [InlineData("messages", "\"chat_template\":null,\"continue_final_message\":false,\"stop\":null,\"response_format\":null")]
    [InlineData("responses", "\"text\":{\"verbosity\":\"low\"},\"store\":false,\"prompt_cache_key\":\"k\",\"client_metadata\":{},\"prompt\":null")]
    [InlineData("responses", "\"chat_template\":null,\"enable_thinking\":null,\"response_format\":null")]
    public void Read_OfWhatAgentsSend_IsTaken(string face, string fields) => Assert.Null(Read(face, fields).Turn.Inputs.Arguments);

    /// <summary>In Anthropic's API an assistant message at the end is the beginning of the answer.</summary>
    [Theory]
    [InlineData("\"The best answer is (\"")]
    [InlineData("""[{"type":"text","text":"The best answer is ("}]""")]
    [InlineData("""[{"type":"thinking","thinking":"The best answer is","signature":""}]""")]
    public void Read_OfABegunAnswer_IsRefusedByItsPlace(string content)
    {
        var refused = Assert.Throws<MessageException>(() => Messages(content));

        Assert.Equal("messages[1]", refused.Param);
        Assert.Contains("begins the answer", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Clients keep a call whose result they lost.</summary>
    [Theory]
    [InlineData("""[{"type":"text","text":"So."},{"type":"tool_use","id":"c","name":"f","input":{}}]""")]
    [InlineData("""[{"type":"thinking","thinking":"So.","signature":""},{"type":"tool_use","id":"c","name":"f","input":{}}]""")]
    public void Read_OfACallAtTheEnd_IsTaken(string content) =>
        Assert.Equal((2, 0), (Messages(content).Turn.Messages.Count, Messages(content).Turn.GhostCount));

    /// <summary>
    /// Clients keep an empty message of a stream that was cut off. As the beginning of an answer it is no beginning, and no turn of its own.
    /// </summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("\" \"")]
    [InlineData("""[{"type":"text","text":""}]""")]
    [InlineData("""[{"type":"redacted_thinking","data":""}]""")]
    public void Read_OfAnAnswerThatBeginsNothing_LeavesItOutAndCountsIt(string content)
    {
        Assert.Equal((1, 1), (Messages(content).Turn.Messages.Count, Messages(content).Turn.GhostCount));

        var counted = Messages(content, FaceRules.Default with { IsCounted = true }).Turn;
        Assert.Equal(Role.User, Assert.Single(counted.Messages).Role);
    }

    [Fact]
    public void Read_OfABegunAnswerBeforeAnEmptyOne_IsRefusedByItsPlace() => Assert.Equal("messages[1]", Assert.Throws<MessageException>(
        () => Messages("\"The best\"},{\"role\":\"assistant\",\"content\":[]")).Param);

    /// <summary>Nothing is sampled where tokens are counted: a conversation may end with an answer.</summary>
    [Fact]
    public void Read_OfAConversationThatIsCounted_TakesAnAnswerAtItsEnd() =>
        Assert.Equal(2, Messages("\"Done.\"", FaceRules.Default with { IsCounted = true }).Turn.Messages.Count);

    private static IFaceRequest Messages(string content, FaceRules? rules = null) => new AnthropicMessagesFace().Read(
        JsonElement.Parse($$"""{"max_tokens":9,"messages":[{"role":"user","content":"u"},{"role":"assistant","content":{{content}}}]}"""), rules);

    private static IFaceRequest Read(string face, string fields) => face switch
    {
        "chat" => new OpenAiChatFace().Read(JsonElement.Parse($$"""{"messages":[{"role":"user","content":"u"}],{{fields}}}""")),
        "messages" => new AnthropicMessagesFace().Read(
            JsonElement.Parse($$"""{"max_tokens":9,"messages":[{"role":"user","content":"u"}],{{fields}}}""")),
        _ => new OpenAiResponsesFace().Read(JsonElement.Parse($$"""{"input":"u",{{fields}}}""")),
    };

    private static string Stops(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\""));
}

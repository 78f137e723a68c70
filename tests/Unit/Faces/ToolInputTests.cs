using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Faces.AnthropicMessages;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Faces;

/// <summary>A call's input goes out as an object that every client can send back, and comes back as the model's text.</summary>
public sealed class ToolInputTests
{
    private const string Half = """{"city": "\ud83d"}""";

    [Theory]
    [InlineData("", """{}""")]
    [InlineData("""{"city": "Bern"}""", """{"city": "Bern"}""")]
    [InlineData("""{"city": "\ud83c\udf27"}""", """{"city": "\ud83c\udf27"}""")]
    [InlineData("[1]", """{"__unparsedToolInput":{"raw":"[1]","len":3}}""")]
    [InlineData("""{"city": """, """{"__unparsedToolInput":{"raw":"{\"city\": ","len":9}}""")]
    [InlineData(Half, """{"__unparsedToolInput":{"raw":"{\"city\": \"\\ud83d\"}","len":18}}""")]
    [InlineData("""{"\ud83d": 1}""", """{"__unparsedToolInput":{"raw":"{\"\\ud83d\": 1}","len":13}}""")]
    [InlineData("""{"a": [{"b": "\udc00"}]}""", """{"__unparsedToolInput":{"raw":"{\"a\": [{\"b\": \"\\udc00\"}]}","len":24}}""")]
    public void Write_OfArguments_IsAnObjectOfWholeCharacters(string arguments, string expected)
    {
        var written = JsonElement.Parse(JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            ToolInput.Write(json, arguments);
            json.WriteEndObject();
        }).Span).GetProperty("input");

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), written), written.GetRawText());
    }

    /// <summary>Whole answers have the text in an object; of a stream clients make the object that the text spells.</summary>
    [Theory]
    [InlineData("""{"__unparsedToolInput":{"raw":"{\"city\": \"\\ud83d\"}","len":18}}""")]
    [InlineData(Half)]
    public void Read_OfWhatAClientSendsBack_IsTheModelsText(string input) =>
        Assert.Equal(Half, Read(input).Field("tool_calls")!.Value[0].GetProperty("function").GetProperty("arguments").GetString());

    /// <summary>A stream tells the model's text as it is, and a client's library makes of it what it spells: the matcher compares that.</summary>
    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("[{\"__unparsedToolInput\":{\"raw\":\"x\"}}]")]
    [InlineData("\"Bern\"")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("null")]
    public void Read_OfAnInputThatIsNoObject_IsItsText(string input) =>
        Assert.Equal(input, Read(input).Field("tool_calls")!.Value[0].GetProperty("function").GetProperty("arguments").GetString());

    /// <summary>A client that reads streams writes the value anew, and goes on from the call that has it.</summary>
    [Theory]
    [InlineData("[1, 2]", "[1,2]", true)]
    [InlineData("\"Bern\"", "\"Bern\"", true)]
    [InlineData("7", "7", true)]
    [InlineData("null", "null", true)]
    [InlineData("[1, 2]", "[2,1]", false)]
    public void Read_OfAnInputThatIsNoObject_IsTheSampledCall(string sampled, string input, bool expected) => Assert.Equal(
        expected, new RenderedMatcher(FamilyRegistry.Find("gptoss")!.MessageForm).Matches(Chat.Calls(sampled), Read(input)));

    [Fact]
    public void Read_OfACallWithoutInput_IsRefusedByItsPlace() => Assert.Equal("messages[0].content[0].input", Assert.Throws<MessageException>(() =>
        MessagesRequest.Read(Body("""{"type":"tool_use","id":"c1","name":"f"}"""), new())).Param);

    [Theory]
    [InlineData("""{"__unparsedToolInput":{"raw":"\ud83d"}}""", "messages[0].content[0].input.__unparsedToolInput.raw")]
    [InlineData("""{"\ud83d":1}""", "messages[0].content[0].input")]
    public void Read_OfHalfACharacterThatWouldBeDecoded_IsRefusedByItsPlace(string input, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(input)).Param);

    [Fact]
    public void Read_OfHalfACharacterElsewhere_IsRefusedByItsPlace() => Assert.Equal("messages[0].content[0].id", Assert.Throws<MessageException>(() =>
        MessagesRequest.Read(Body("""{"type":"tool_use","id":"\ud83d","name":"f","input":{}}"""), new())).Param);

    private static ChatMessage Read(string input) =>
        MessagesRequest.Read(Body($$"""{"type":"tool_use","id":"c1","name":"f","input":{{input}}}"""), new()).Turn.Messages[0];

    private static JsonElement Body(string block) =>
        JsonElement.Parse($$"""{"max_tokens":9,"messages":[{"role":"assistant","content":[{{block}}]}]}""");
}

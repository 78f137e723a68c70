using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Unit.Messages;

public sealed class ChatMessageTests
{
    [Theory]
    [InlineData("system", Role.System)]
    [InlineData("user", Role.User)]
    [InlineData("assistant", Role.Assistant)]
    [InlineData("tool", Role.Tool)]
    public void Parse_OfAKnownRole_ReadsIt(string role, Role expected) => Assert.Equal(expected, Chat.Message($$"""{"role":"{{role}}"}""").Role);

    [Theory]
    [InlineData("""{"role":""}""", "messages[2].role")]
    [InlineData("""{"role":1}""", "messages[2].role")]
    [InlineData("""{"role":null}""", "messages[2].role")]
    [InlineData("""{"content":"x"}""", "messages[2].role")]
    [InlineData("""[]""", "messages[2]")]
    [InlineData("\"x\"", "messages[2]")]
    [InlineData("""{"role":"user","content":"a\ud800b"}""", "messages[2].content")]
    [InlineData("""{"role":"user","content":[{"text":"x"},{"text":"\udc00"}]}""", "messages[2].content[1].text")]
    [InlineData("""{"role":"user","\ud83d":1}""", "messages[2]")]
    [InlineData("""{"role":"user","a":{"\ud83d":1}}""", "messages[2].a")]
    public void Parse_WhenTheMessageIsInvalid_NamesThePlace(string json, string param)
    {
        var failed = Assert.Throws<MessageException>(() => ChatMessage.Parse(JsonElement.Parse(json), "messages[2]"));

        Assert.Equal(param, failed.Param);
        Assert.StartsWith($"{param}: ", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("true", "a boolean")]
    [InlineData("1", "a number")]
    [InlineData("\"secret\"", "a string")]
    [InlineData("[\"secret\"]", "an array")]
    public void Parse_WhenTheMessageIsNoObject_SaysItsKindAndNotItsContent(string json, string kind)
    {
        var failed = Assert.Throws<MessageException>(() => ChatMessage.Parse(JsonElement.Parse(json), "message"));

        Assert.Equal($"message: a message is an object, not {kind}.", failed.Message);
    }

    [Fact]
    public void ParseList_WhenOneMessageIsInvalid_NamesItsIndex() => Assert.Equal(
        "messages[1].role",
        Assert.Throws<MessageException>(() => ChatMessage.ParseList(JsonElement.Parse("""[{"role":"user"},{}]"""), "messages")).Param);

    [Theory]
    [InlineData("{}", "messages: must be an array of messages, not an object.")]
    [InlineData("null", "messages: must be an array of messages, not null.")]
    public void ParseList_WhenItIsNoArray_SaysWhatItIs(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<MessageException>(() => ChatMessage.ParseList(JsonElement.Parse(json), "messages")).Message);

    [Fact]
    public void Parse_KeepsUnknownKeysTheirOrderAndTheTextOfNumbers()
    {
        const string Json = """{"z":1.0,"role":"user","a":{"y":1e5,"x":100000000000000000000}}""";

        Assert.Equal(Json, Chat.Message(Json).Json.GetRawText());
    }

    [Fact]
    public void Parse_WhenTheDocumentIsDisposedLater_StillHoldsTheMessage()
    {
        ChatMessage message;
        using (var document = JsonDocument.Parse("""{"role":"user","content":"x"}"""))
        {
            message = ChatMessage.Parse(document.RootElement, "message");
        }

        Assert.Equal("x", message.Field("content")?.GetString());
    }

    [Fact]
    public void Field_WhenTheValueIsNull_IsPresentAndWhenAbsentIsNot()
    {
        var message = Chat.Message("""{"role":"assistant","content":null}""");

        Assert.Equal(JsonValueKind.Null, message.Field("content")?.ValueKind);
        Assert.Null(message.Field("tool_calls"));
    }
}

using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>The request of a golden file: conversation, inputs and the other fields, which a turn of an earlier release has in one.</summary>
public sealed class RecordedRequestTests
{
    private const string Body =
        """{"n":1.0,"messages":[{"role":"user","content":"u"}],"tools":[{"name":"f"}],"chat_template_kwargs":{"x":true},"seed":null}""";

    [Theory]
    [InlineData(true, """{"n":1.0,"seed":null}""")]
    [InlineData(false, """{"n":1.0,"tools":[{"name":"f"}],"chat_template_kwargs":{"x":true},"seed":null}""")]
    public void Read_OfABody_PartsItsFields(bool inputsApart, string fields)
    {
        var request = RecordedRequest.Read(JsonElement.Parse(Body), inputsApart);

        Assert.Equal("{\"role\":\"user\",\"content\":\"u\"}", Assert.Single(request.Messages).Json.GetRawText());
        Assert.Equal(("[{\"name\":\"f\"}]", "{\"x\":true}"), (request.Inputs.Tools?.GetRawText(), request.Inputs.Arguments?.GetRawText()));
        Assert.Equal(fields, request.Fields.GetRawText());
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"u"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"tools":null,"chat_template_kwargs":null}""")]
    public void Read_OfABodyWithoutInputs_HasNone(string body)
    {
        var request = RecordedRequest.Read(JsonElement.Parse(body), inputsApart: true);

        Assert.Equal((null, null, "{}"), (request.Inputs.Tools, request.Inputs.Arguments, request.Fields.GetRawText()));
    }

    [Theory]
    [InlineData("""{"n":1}""", "messages: is required.")]
    [InlineData("""{"messages":{}}""", "messages: ")]
    [InlineData("""{"messages":[{"role":"user","content":"u"}],"n":{"a":"\ud800"}}""", "n.a: ")]
    public void Read_OfAnotherForm_NamesTheField(string body, string message) => Assert.StartsWith(
        message,
        Assert.Throws<MessageException>(() => RecordedRequest.Read(JsonElement.Parse(body), inputsApart: true)).Message,
        StringComparison.Ordinal);

    /// <summary>What an effort comes to is in the arguments; a file that has it beside them would lose it.</summary>
    [Theory]
    [InlineData("\"reasoning_effort\":\"high\"", "reasoning_effort: is not read from a file: write the arguments that it becomes into chat_template_kwargs.")]
    [InlineData("\"reasoning\":{}", "reasoning: is not read from a file: write the arguments that it becomes into chat_template_kwargs.")]
    [InlineData("\"reasoning_effort\":null,\"reasoning\":null,\"n\":1", null)]
    public void RequireArguments_OfAnEffort_Refuses(string member, string? message)
    {
        var request = RecordedRequest.Read(JsonElement.Parse($$"""{"messages":[{"role":"user","content":"u"}],{{member}}}"""), inputsApart: true);

        Assert.Equal(message, Record.Exception(request.RequireArguments)?.Message);
    }

    /// <summary>The fields stay as they were; an input is written after them, and only where they do not have it.</summary>
    [Theory]
    [InlineData("""{"b":1.0,"a":2}""", "[1]", """{"x":1}""", """{"b":1.0,"a":2,"tools":[1],"chat_template_kwargs":{"x":1}}""")]
    [InlineData("""{"tools":[2],"a":2}""", "[1]", """{"x":1}""", """{"tools":[2],"a":2,"chat_template_kwargs":{"x":1}}""")]
    [InlineData("""{"chat_template_kwargs":null}""", "[1]", """{"x":1}""", """{"chat_template_kwargs":null,"tools":[1]}""")]
    [InlineData("{}", null, """{"x":1}""", """{"chat_template_kwargs":{"x":1}}""")]
    [InlineData("{}", null, null, "{}")]
    public void WriteOthers_OfAStoredTurn_HasEachInputOnce(string fields, string? tools, string? arguments, string expected)
    {
        var inputs = new TurnInputs(Parse(tools), Parse(arguments));

        Assert.Equal(expected, JsonBytes.Text(json =>
        {
            json.WriteStartObject();
            RecordedRequest.WriteOthers(json, JsonElement.Parse(fields), inputs);
            json.WriteEndObject();
        }));
    }

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}

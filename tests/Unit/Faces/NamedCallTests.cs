using System.Text.Json;
using Tito.Core.Messages;
using Tito.Faces.OpenAiResponses;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Faces;

/// <summary>
/// References to the calls of an answer, whose ids do not say which call of the journal's message each is: they are taken together, in their
/// order, or refused.
/// </summary>
public sealed class NamedCallTests
{
    private static readonly ChatMessage Answer = Chat.Calls("""{"a":1}""", """{"b":2}""", """{"c":3}""");

    [Theory]
    [InlineData("fc_X_0 fc_X_1 fc_X_2")]
    [InlineData("fc_X_2 fc_X_4 fc_X_5")]
    [InlineData("rs_X_0 fc_X_1 fc_X_2 fc_X_3")]
    [InlineData("=fc_X_1 fc_X_2 =fc_X_3")]
    [InlineData("= fc_X_2 fc_X_3")]
    public void With_AllCallsInTheirOrder_IsTheAnswer(string items)
    {
        var message = Assert.Single(Read(items).Messages);

        Assert.Equal(
            ["""{"a":1}""", """{"b":2}""", """{"c":3}"""],
            message.Field("tool_calls")!.Value.EnumerateArray().Select(call => call.GetProperty("function").GetProperty("arguments").GetString()));
    }

    [Theory]
    [InlineData("fc_X_1 fc_X_2", "input[1].id")]
    [InlineData("fc_X_2", "input[0].id")]
    [InlineData("fc_X_1 fc_X_1 fc_X_2", "input[1].id")]
    [InlineData("fc_X_1 fc_X_3 fc_X_2", "input[2].id")]
    [InlineData("=fc_X_1 fc_X_1 fc_X_2", "input[1].id")]
    [InlineData("fc_X_1 fc_X_2 fc_X_3 fc_X_4", "input[3].id")]
    [InlineData("fc_X_1 rs_Y_0 fc_X_2 fc_X_3", "input[0].id")]
    [InlineData("fc_X_a fc_X_2 fc_X_3", "input[0].id")]
    [InlineData("xy_X_1 fc_X_2 fc_X_3", "input[0].id")]
    public void With_OtherCalls_IsRefusedByThePlaceOfOne(string items, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(items)).Param);

    private static Tito.Core.Turns.TurnRequest Read(string items) => new OpenAiResponsesFace().Read(JsonElement.Parse(
        $$"""{"input":[{{string.Join(',', items.Split(' ').Select(Item))}}]}""")).With(_ => Answer);

    /// <summary>A reference; behind <c>=</c> a call that is sent, with that id or without one.</summary>
    private static string Item(string item) => item switch
    {
        "=" => """{"type":"function_call","call_id":"call_0","name":"f","arguments":"{\"a\":1}"}""",
        ['=', .. var id] => $$$"""{"type":"function_call","id":"{{{id}}}","call_id":"call_{{{id[^1] - '1'}}}","name":"f","arguments":"{\"{{{(char)(id[^1] + 'a' - '1')}}}\":{{{id[^1]}}}}"}""",
        _ => $$"""{"type":"item_reference","id":"{{item}}"}""",
    };
}

using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiChat;
using Tito.Faces.OpenAiResponses;

namespace Tito.Tests.Unit.Faces;

/// <summary>What a face makes of a request nests no deeper than what a journal reads again, which is what a body may.</summary>
public sealed class ChatDepthTests
{
    private const string Chat = """{"messages":[{"role":"user","content":"u"}],""";

    public static TheoryData<string, string, int> Tools => new()
    {
        // A chat body has four levels around a function's parameters, and these have three.
        { "chat", Chat + """ "tools":[{"name":"f","parameters":DEEP}]}""", 3 },
        { "chat", Chat + """ "functions":[{"name":"f","parameters":DEEP}]}""", 3 },
        { "responses", """{"input":"u","tools":[{"type":"function","name":"f","parameters":DEEP}]}""", 3 },
        {
            "messages",
            """{"max_tokens":1,"messages":[{"role":"user","content":"u"}],"tools":[{"name":"f","input_schema":DEEP}]}""",
            3
        },

        // These have as many, or more.
        { "chat", Chat + """ "tools":[{"type":"function","function":{"name":"f","parameters":DEEP}}]}""", 4 },
        {
            "responses",
            """{"input":"u","tools":[{"type":"namespace","name":"n","tools":[{"type":"function","name":"f","parameters":DEEP}]}]}""",
            5
        },
    };

    [Theory]
    [MemberData(nameof(Tools))]
    public void Read_OfATool_TakesWhatAJournalGivesBack(string face, string body, int levels)
    {
        const int Around = 4;
        var most = StrictJson.MaxDepth - Math.Max(Around, levels);
        var inputs = Read(face, body, most).Turn.Inputs;

        var again = TurnColumnsJson.ReadInputs(TurnColumnsJson.Inputs(inputs));
        Assert.True(JsonElement.DeepEquals(inputs.Tools!.Value, again.Tools!.Value));
        if (levels < Around)
        {
            var refused = Assert.Throws<MessageException>(() => Read(face, body, most + 1));
            Assert.Equal(body.Contains("functions", StringComparison.Ordinal) ? "functions" : "tools", refused.Param);
            Assert.EndsWith("nests deeper than 64 levels.", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_OfACallInTheFormFromBeforeTools_TakesWhatABodyMayHave()
    {
        const string Body = """{"messages":[{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}","x":DEEP}}]}""";

        Assert.Single(Read("chat", Body, 58).Turn.Messages);
        Assert.Equal("messages", Assert.Throws<MessageException>(() => Read("chat", Body, 59)).Param);
    }

    private static IFaceRequest Read(string face, string body, int depth) =>
        Face(face).Read(StrictJson.Parse(body.Replace("DEEP", Deep(depth), StringComparison.Ordinal)));

    private static string Deep(int levels) =>
        string.Concat(Enumerable.Repeat("""{"a":""", levels - 1)) + "{}" + new string('}', levels - 1);

    private static IFace Face(string name) => name switch
    {
        "chat" => new OpenAiChatFace(),
        "responses" => new OpenAiResponsesFace(),
        "messages" => new AnthropicMessagesFace(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}

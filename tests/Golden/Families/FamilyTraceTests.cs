using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Tests.Golden.Families;

/// <summary>Every message has a word that no other text has, so where the word is says where the message's text is.</summary>
public sealed class FamilyTraceTests
{
    private static readonly (string Role, string Json)[] Messages =
    [
        ("system", """{"role":"system","content":"alpha"}"""),
        ("user", """{"role":"user","content":"bravo"}"""),
        ("assistant", """{"role":"assistant","content":"charlie","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":\"charlie\"}"}}]}"""),
        ("tool", """{"role":"tool","content":"delta","tool_call_id":"c1"}"""),
        ("assistant", """{"role":"assistant","content":"echo","reasoning_content":"echo"}"""),
        ("user", """{"role":"user","content":"foxtrot"}"""),
    ];

    private static readonly string[] Words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"];

    public static TheoryData<string> Families => [.. FamilyCorpus.Names];

    [Theory]
    [MemberData(nameof(Families))]
    public void Trace_OfEveryFamily_FindsEachMessagesTextWithItsMessage(string name)
    {
        var renderer = FamilyCorpus.Model(name).Renderer;
        var tools = JsonElement.Parse("""[{"type":"function","function":{"name":"f","description":"Does f.","parameters":{"type":"object","properties":{}}}}]""");
        var request = FamilyCorpus.Request(
            renderer.Family, [.. Messages.Select(message => ChatMessage.Parse(JsonElement.Parse(message.Json), "message"))], tools, null, generate: true);

        var traced = renderer.Trace(request);

        Assert.Equal(renderer.Render(request), traced.Text);
        Assert.Equal(traced.Text, string.Concat(traced.Stretches.Select(stretch => traced.Text[stretch.Start..stretch.End])));
        var found = traced.Stretches.SelectMany(stretch => Words.Index()
            .Where(word => traced.Text[stretch.Start..stretch.End].Contains(word.Item, StringComparison.Ordinal))
            .Select(word => (word.Index, stretch.Message))).Distinct().Order().ToList();
        Assert.Equal(Words.Index().Select(word => (word.Index, (int?)word.Index)), found);
        Assert.Null(traced.Stretches[^1].Message);
    }
}

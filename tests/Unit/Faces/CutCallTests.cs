using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Faces.AnthropicMessages;
using Tito.Faces.OpenAiChat;
using Tito.Faces.OpenAiResponses;

namespace Tito.Tests.Unit.Faces;

/// <summary>
/// A call with text after it, of which a reader had seen some when the turn was committed: the rest of the stream gives its call whole,
/// and before anything else.
/// </summary>
public sealed class CutCallTests
{
    private const string Arguments = """{"city":"Bern"}""";

    private static readonly CompletionDelta[] Sampled =
    [
        new(DeltaKind.CallBegin, "f", "c1"), .. Arguments.Select(letter => new CompletionDelta(DeltaKind.CallArguments, $"{letter}")),
        new(DeltaKind.CallEnd, ""), new(DeltaKind.Content, " Done."),
    ];

    private static readonly ChatMessage Committed = ChatMessage.Parse(JsonElement.Parse(
        """
        {"role":"assistant","content":" Done.","tool_calls":[
            {"id":"c1","type":"function","function":{"name":"f","arguments":"{\"city\":\"Bern\"}"}}]}
        """), "message");

    public static TheoryData<int> Cuts => [.. Enumerable.Range(1, Sampled.Length)];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Chat_CutAnywhere_HasTheCallWhole(int cut)
    {
        var deltas = Told(new OpenAiChatFace(), """{"messages":[]}""", cut).Select(data => data.GetProperty("choices")[0].GetProperty("delta")).ToList();

        Assert.Equal(Arguments, string.Concat(deltas.Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta =>
            delta.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString())));
        Assert.Equal(" Done.", string.Concat(deltas.Where(delta => delta.TryGetProperty("content", out _)).Select(delta =>
            delta.GetProperty("content").GetString())));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Messages_CutAnywhere_HaveTheCallInOneBlock(int cut)
    {
        var events = Told(new AnthropicMessagesFace(), """{"max_tokens":9,"messages":[]}""", cut);

        Assert.Equal(["tool_use", "text"], events.Where(data => data.TryGetProperty("content_block", out _)).Select(data =>
            data.GetProperty("content_block").GetProperty("type").GetString()));
        Assert.Equal(Arguments, Block(0, "partial_json"));
        Assert.Equal(" Done.", Block(1, "text"));

        string Block(int index, string field) => string.Concat(events
            .Where(data => data.TryGetProperty("delta", out _) && data.GetProperty("index").GetInt32() == index)
            .Select(data => data.GetProperty("delta").GetProperty(field).GetString()));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Responses_CutAnywhere_HaveTheCallInOneItem(int cut)
    {
        var events = Told(new OpenAiResponsesFace(), """{"input":[]}""", cut);

        var call = Assert.Single(events, data => Is(data, "response.output_item.done")).GetProperty("item");
        Assert.Equal(("function_call", Arguments), (call.GetProperty("type").GetString(), call.GetProperty("arguments").GetString()));
        Assert.Equal([0, 1], events.Where(data => Is(data, "response.output_item.added")).Select(data => data.GetProperty("output_index").GetInt32()));
        Assert.Equal(" Done.", string.Concat(events.Where(data => Is(data, "response.output_text.delta")).Select(data =>
            data.GetProperty("delta").GetString())));

        static bool Is(JsonElement data, string type) => data.GetProperty("type").GetString() == type;
    }

    private static List<JsonElement> Told(IFace face, string body, int cut)
    {
        var stream = face.Read(JsonElement.Parse(body)).Open(new TurnStart("a1", DateTimeOffset.UnixEpoch, PromptTokens: 3, Parent: null));
        var shown = new ShownMessage();
        Array.ForEach(Sampled[..cut], shown.Add);
        var events = Sampled[..cut].Concat(shown.Rest(Committed)!).SelectMany(delta => stream.Add(delta).ToList());
        return [.. events.Select(one => JsonElement.Parse(one.Data.Span))];
    }
}

using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns.Live;

public sealed class ShownMessageTests
{
    private static readonly ChatMessage Message = ChatMessage.Parse(JsonElement.Parse(
        """
        {"role":"assistant","content":"So.","reasoning_content":"Hmm.","tool_calls":[
            {"id":"1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
            {"id":"2","type":"function","function":{"name":"g","arguments":""}}]}
        """), "message");

    private static readonly CompletionDelta[] All =
    [
        new(DeltaKind.Reasoning, "Hmm."), new(DeltaKind.Content, "So."), new(DeltaKind.CallBegin, "f", "1"), new(DeltaKind.CallArguments, "{\"a\":1}"),
        new(DeltaKind.CallEnd, ""), new(DeltaKind.CallBegin, "g", "2"), new(DeltaKind.CallArguments, ""), new(DeltaKind.CallEnd, ""),
    ];

    /// <summary>Arguments that are empty need no delta.</summary>
    private static bool IsSaid(CompletionDelta delta) => delta is not { Kind: DeltaKind.CallArguments, Text: "" };

    [Fact]
    public void Rest_OfNothingShown_IsTheMessage() => Assert.Equal(All.Where(IsSaid), new ShownMessage().Rest(Message)!);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void Rest_OfABeginning_IsWhatFollows(int count)
    {
        var shown = new ShownMessage();
        Array.ForEach(All[..count], shown.Add);

        Assert.Equal(All[count..].Where(IsSaid), shown.Rest(Message)!);
    }

    [Fact]
    public void Rest_OfHalfAText_IsItsOtherHalf()
    {
        var shown = new ShownMessage();
        shown.Add(new(DeltaKind.Reasoning, "Hm"));

        Assert.Equal(new(DeltaKind.Reasoning, "m."), shown.Rest(Message)![0]);
    }

    /// <summary>Text that was sampled after a call is content, and comes after the call, whose arguments stay in one piece.</summary>
    [Fact]
    public void Rest_OfHalfACall_EndsTheCallBeforeAnythingElse()
    {
        var shown = new ShownMessage();
        CompletionDelta[] told = [All[0], All[2], new(DeltaKind.CallArguments, "{\"a\"")];
        Array.ForEach(told, shown.Add);

        Assert.Equal([new(DeltaKind.CallArguments, ":1}"), All[4], All[1], All[5], All[7]], shown.Rest(Message)!.ToArray());
    }

    [Fact]
    public void Rest_OfAnythingElse_IsNull()
    {
        CompletionDelta[][] others =
        [
            [new(DeltaKind.Reasoning, "Hmmm")], [new(DeltaKind.Content, "So..")], [new(DeltaKind.CallBegin, "g", "1")], [new(DeltaKind.CallBegin, "f", "3")],
            [.. All[2..3], new(DeltaKind.CallArguments, "{ ")], [.. All[2..3], new(DeltaKind.CallArguments, "{"), All[4]],
            [.. All, new(DeltaKind.CallBegin, "h", "3")],
        ];

        Assert.All(others, other =>
        {
            var shown = new ShownMessage();
            Array.ForEach(other, shown.Add);
            Assert.Null(shown.Rest(Message));
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void IsEmpty_AfterAnyDelta_IsFalse(int index)
    {
        var shown = new ShownMessage();
        Assert.True(shown.IsEmpty);

        shown.Add(All[index]);

        Assert.False(shown.IsEmpty);
    }
}

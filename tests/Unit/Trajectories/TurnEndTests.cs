using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>How a turn ended by its tokens, as docs/proof.md says: 90 is the family's stop token, 91 one of another family.</summary>
public sealed class TurnEndTests
{
    private static readonly EndTokens Ends = new() { Own = [90], Foreign = [91], Closing = [90, 10] };

    [Theory]
    [InlineData(new[] { 4, 90 }, "stop", EndKind.StopToken, 0)]
    [InlineData(new[] { 4, 90 }, "length", EndKind.StopToken, 0)]
    [InlineData(new[] { 4, 90, 5, 6 }, "stop", EndKind.TokensAfterStop, 2)]
    [InlineData(new[] { 90, 90 }, "stop", EndKind.TokensAfterStop, 1)]
    [InlineData(new[] { 4, 91 }, "stop", EndKind.ForeignToken, 0)]
    [InlineData(new[] { 4, 91 }, "length", EndKind.ForeignToken, 0)]
    [InlineData(new[] { 91, 4 }, "stop", EndKind.NoStopToken, 0)]
    [InlineData(new[] { 4 }, "stop", EndKind.NoStopToken, 0)]
    [InlineData(new[] { 4 }, "tool_calls", EndKind.NoStopToken, 0)]
    [InlineData(new[] { 4 }, "length", EndKind.Length, 0)]
    [InlineData(new[] { 4 }, "abort", EndKind.Abort, 0)]
    [InlineData(new[] { 4 }, "content_filter", EndKind.Other, 0)]
    [InlineData(new int[0], "stop", EndKind.NoStopToken, 0)]
    [InlineData(new int[0], "abort", EndKind.Abort, 0)]
    public void Of_ACompletion_IsWhatItsTokensSay(int[] ids, string finishReason, EndKind kind, int extra) =>
        Assert.Equal(new TurnEnd(kind, extra), TurnEnd.Of(Sampled(ids), finishReason, null, Ends));

    /// <summary>A token that the engine says it stopped at ends no turn of a family that has others; another place of it says nothing.</summary>
    [Theory]
    [InlineData(new[] { 4, 92 }, 92, null, true, EndKind.ForeignToken)]
    [InlineData(new[] { 4, 5 }, 92, null, true, EndKind.NoStopToken)]
    [InlineData(new[] { 4, 92 }, 92, null, false, EndKind.Unknown)]
    [InlineData(new[] { 4, 92 }, null, "x", true, EndKind.StopString)]
    [InlineData(new[] { 4, 91 }, null, "x", true, EndKind.ForeignToken)]
    [InlineData(new[] { 4 }, null, "x", false, EndKind.StopString)]
    [InlineData(new int[0], 92, null, true, EndKind.NoStopToken)]
    public void Of_AnEngineThatSaysWhereItStopped_IsAsItSaysWhereTheTokensShowIt(int[] ids, int? token, string? text, bool isKnown, EndKind kind) =>
        Assert.Equal(new TurnEnd(kind), TurnEnd.Of(Sampled(ids), "stop", new(token, text), isKnown ? Ends : EndTokens.Unknown));

    /// <summary>What was recorded counts where nobody knows the model's stop tokens any more.</summary>
    [Fact]
    public void Of_AStoredTurn_IsWhatWasRecordedWhereTheStopTokensAreUnknown()
    {
        var content = Content([4, 90, 5]) with { End = new(EndKind.TokensAfterStop, 1) };

        Assert.Equal(new(EndKind.TokensAfterStop, 1), TurnEnd.Of(content, EndTokens.Unknown));
        Assert.Equal(new(EndKind.Unknown), TurnEnd.Of(content with { End = null }, EndTokens.Unknown));
        Assert.Equal(new(EndKind.NoStopToken), TurnEnd.Of(content with { End = new(EndKind.StopToken) }, new() { Own = [77] }));
    }

    private static TokenSegment Sampled(int[] ids) => TokenSegment.Sampled([.. ids], [.. ids.Select(_ => -1f)]);

    private static TurnContent Content(int[] sampled) =>
        HandMade.Content([Chat.User("u")], Chat.Assistant("a"), [TokenSegment.Given(TokenOrigin.Prompt, [1])], Sampled(sampled));
}

using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Splicing;

/// <summary>Prompts are written out in Qwen3's format, so nothing of the template or of the recipe makes the expected values.</summary>
public sealed class TurnSplicerTests
{
    private const string Generate = "<|im_start|>assistant\n";

    private static readonly TurnSplicer Splicer = new(Qwen3.Renderer);

    private static readonly ChatMessage[] Asked = [Chat.User("2+2?"), Chat.Calls("""{"a": 1}""")];

    // No render of any messages: a splicer that looked at the history would not give these back.
    private static readonly int[] Stored = [7, 8, 9, Qwen3.ImEnd];

    [Fact]
    public void Splice_OfAFirstTurn_RendersTheWholeAsPrompt()
    {
        var spliced = Splice([], [], [Chat.System("Be brief."), Chat.User("Hi")]);

        AssertSegments(
            spliced, [], (TokenOrigin.Prompt, "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n" + Generate));
    }

    [Fact]
    public void Splice_OfOneToolResult_FollowsThePatch() => AssertContinues(
        [Chat.Tool("4")],
        "<|im_start|>user\n<tool_response>\n4\n</tool_response><|im_end|>\n" + Generate);

    [Fact]
    public void Splice_OfParallelToolResults_FoldsThemIntoOneTurn() => AssertContinues(
        [Chat.Tool("4"), Chat.Tool("5")],
        "<|im_start|>user\n<tool_response>\n4\n</tool_response>\n<tool_response>\n5\n</tool_response><|im_end|>\n" + Generate);

    [Fact]
    public void Splice_OfAUserMessageInTheTask_IsAUserTurn() =>
        AssertContinues([Chat.User("And 3+3?")], "<|im_start|>user\nAnd 3+3?<|im_end|>\n" + Generate);

    [Fact]
    public void Splice_OfASystemReminder_IsASystemTurn() =>
        AssertContinues([Chat.System("Be brief.")], "<|im_start|>system\nBe brief.<|im_end|>\n" + Generate);

    [Fact]
    public void Splice_OfACarriedAssistantMessage_IsAnAssistantTurn() => AssertContinues(
        [Chat.Assistant("Four."), Chat.User("Thanks")],
        "<|im_start|>assistant\n<think>\n\n</think>\n\nFour.<|im_end|>\n<|im_start|>user\nThanks<|im_end|>\n" + Generate);

    [Fact]
    public void Splice_WithoutAppendedMessages_IsTheGenerationPromptAlone() => AssertContinues([], Generate);

    [Fact]
    public void Splice_WhenThinkingIsOff_OpensTheTurnWithAnEmptyBlock() => AssertSegments(
        Splice(Stored, Asked, [Chat.Tool("4")], """{"enable_thinking":false}"""),
        Stored,
        (TokenOrigin.Splice, "\n"),
        (TokenOrigin.Environment, "<|im_start|>user\n<tool_response>\n4\n</tool_response><|im_end|>\n" + Generate + "<think>\n\n</think>\n\n"));

    [Theory]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { Qwen3.ImEnd, 7 })]
    [InlineData(new[] { Qwen3.ImEnd, Qwen3.Newline })]
    public void Splice_WhenTheBufferDoesNotEndWithTheStopToken_HasNoPatch(int[] stored) => AssertSegments(
        Splice(stored, Asked, [Chat.User("Go on")]), stored, (TokenOrigin.Environment, "<|im_start|>user\nGo on<|im_end|>\n" + Generate));

    [Fact]
    public void Splice_BehindACompletionThatWasCutOff_ClosesItWithTheStopToken() => AssertSegments(
        Close([7, 8]),
        [7, 8],
        (TokenOrigin.Splice, "<|im_end|>"),
        (TokenOrigin.Splice, "\n"),
        (TokenOrigin.Environment, "<|im_start|>user\nGo on<|im_end|>\n" + Generate));

    [Fact]
    public void Splice_BehindACompletionThatWasCutOffRightBehindTheStopToken_DoesNotRepeatIt() => AssertSegments(
        Close(Stored), Stored, (TokenOrigin.Splice, "\n"), (TokenOrigin.Environment, "<|im_start|>user\nGo on<|im_end|>\n" + Generate));

    /// <summary>What was sampled after the turn's end gives way, and counts as replaced.</summary>
    [Fact]
    public void Splice_BehindTokensThatGiveWay_LeavesThemOutAndCountsThem()
    {
        var spliced = Assert.IsType<SpliceOutcome.Spliced>(
            Splicer.Splice(Request([.. Stored, 5, 6], Asked, [Chat.User("Go on")]) with { DroppedCount = 2 }));

        AssertSegments(spliced, Stored, (TokenOrigin.Splice, "\n"), (TokenOrigin.Environment, "<|im_start|>user\nGo on<|im_end|>\n" + Generate));
        Assert.Equal(2, spliced.ReplacedCount);
    }

    [Fact]
    public void Splice_WithTools_DoesNotRepeatThem() => AssertSegments(
        Assert.IsType<SpliceOutcome.Spliced>(Splicer.Splice(Request(Stored, Asked, [Chat.Tool("4")]) with { Tools = Requests.Tools("""[{"function":{"name":"f"}}]""") })),
        Stored,
        (TokenOrigin.Splice, "\n"),
        (TokenOrigin.Environment, "<|im_start|>user\n<tool_response>\n4\n</tool_response><|im_end|>\n" + Generate));

    /// <summary>A template that closes no message says nothing of how its turns end.</summary>
    [Fact]
    public void Splice_BehindACompletionThatWasCutOff_OfAFamilyWithoutAStopToken_Throws()
    {
        var model = new SpliceModel(new BoundaryRule.None(), SpliceModel.Opening);

        var failed = Assert.Throws<ArgumentException>(() => model.Splicer.Splice(Request([7, 8], [Chat.User("u"), Chat.Assistant("a")], [Chat.User("v")]) with
        {
            Arguments = Requests.Arguments(model.Family, null),
            ClosesPrefix = true,
        }));

        Assert.StartsWith("Family tiny has no stop token to close a turn with.", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>The opener of a message stands for the end of the turn before it; where no message follows, nothing gives way.</summary>
    [Fact]
    public void Opened_OfASuffix_PatchesItsFirstToken()
    {
        var (opened, nothing) = (Join.Opened(1, [5, 6, 7]), Join.Opened(1, []));

        Assert.Equal(1, opened.ReplacedCount);
        Assert.Equal([TokenOrigin.Splice, TokenOrigin.Environment], opened.Segments.Select(segment => segment.Origin));
        Assert.Equal([[5], [6, 7]], opened.Segments.Select(segment => segment.Ids.ToArray()));
        Assert.Equal(0, nothing.ReplacedCount);
        Assert.All(nothing.Segments, segment => Assert.Empty(segment.Ids));
    }

    private static SpliceOutcome.Spliced Close(int[] prefix) =>
        Assert.IsType<SpliceOutcome.Spliced>(Splicer.Splice(Request(prefix, Asked, [Chat.User("Go on")]) with { ClosesPrefix = true }));

    private static void AssertContinues(ChatMessage[] appended, string environment) => AssertSegments(
        Splice(Stored, Asked, appended), Stored, (TokenOrigin.Splice, "\n"), (TokenOrigin.Environment, environment));

    private static void AssertSegments(SpliceOutcome.Spliced spliced, int[] prefix, params (TokenOrigin Origin, string Text)[] expected)
    {
        Assert.Equal(expected.Select(segment => segment.Origin), spliced.Segments.Select(segment => segment.Origin));
        Assert.All(expected.Zip(spliced.Segments), pair => Assert.Equal(Qwen3.Encode(pair.First.Text), pair.Second.Ids));
        Assert.Equal([.. prefix, .. expected.SelectMany(segment => Qwen3.Encode(segment.Text))], spliced.PromptIds);
    }

    private static SpliceOutcome.Spliced Splice(int[] prefix, ChatMessage[] stored, ChatMessage[] appended, string? arguments = null) =>
        Assert.IsType<SpliceOutcome.Spliced>(Splicer.Splice(Request(prefix, stored, appended, arguments)));

    private static SpliceRequest Request(int[] prefix, ChatMessage[] stored, ChatMessage[] appended, string? arguments = null) => new()
    {
        Prefix = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [.. prefix])),
        Stored = stored,
        Appended = appended,
        Tools = Requests.Tools(null),
        Arguments = Requests.Arguments(Qwen3.Family, arguments),
        Now = Requests.Now,
    };
}

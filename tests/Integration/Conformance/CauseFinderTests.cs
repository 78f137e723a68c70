using System.Collections.Immutable;
using Tito.Core.Verification.Conformance;
using Tito.Replay.Conformance;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.Conformance;

/// <summary>The causes, on prompts that are written here.</summary>
public sealed class CauseFinderTests
{
    private const string Before = "<|im_start|>user\nHow far is it?<|im_end|>\n<|im_start|>assistant\n";
    private const string Completion = "<think>\nA walk.\n</think>\n\nTwo miles.<|im_end|>";
    private const string After = "\n<|im_start|>user\nThanks.<|im_end|>\n<|im_start|>assistant\n";

    [Theory]
    [InlineData(Before + "<think>\n\n</think>\n\nTwo miles.<|im_end|>" + After, nameof(BreakCause.ReasoningDropped))]
    [InlineData(Before + "Two miles.<|im_end|>" + After, nameof(BreakCause.ReasoningDropped))]
    [InlineData(Before + "<think>\nA walk.\n</think>\n\nThree miles.<|im_end|>" + After, nameof(BreakCause.TurnLost))]
    [InlineData("<|im_start|>user\nHow far is it?<|im_end|>" + After, nameof(BreakCause.TurnLost))]
    [InlineData(Before, nameof(BreakCause.TurnLost))]
    [InlineData("<|im_start|>system\nBe brief.<|im_end|>\n" + Before + Completion + After, nameof(BreakCause.Rerendered))]
    [InlineData(Before + "<think>\nA walk.\n</think>\nTwo miles.<|im_end|>" + After, nameof(BreakCause.Rerendered))]
    [InlineData(Before + Completion + "\n<|im_start|>user\nThanks!<|im_end|>\n<|im_start|>assistant\n", nameof(BreakCause.Template))]
    public void Find_OfAnotherText_NamesTheCause(string found, string cause) => Assert.Equal(cause, Find(Ids(found)).ToString());

    [Fact]
    public void Find_OfTheSameTextUnderOtherIds_IsRetokenized()
    {
        var miles = Ids(Before + "<think>\nA walk.\n</think>\n\nTwo").AddRange(Ids(" mi")).AddRange(Ids("les")).AddRange(Ids(".<|im_end|>" + After));

        Assert.Equal(BreakCause.Retokenized, Find(miles));
    }

    [Fact]
    public void Find_OfATokenThatTheModelHasNot_IsOther() => Assert.Equal(BreakCause.Other, Find([.. Ids(Before), ServedModel.Qwen3.TokenCount]));

    private static BreakCause Find(ImmutableArray<int> found)
    {
        var (start, expected) = (Ids(Before).Length, Ids(Before + Completion + After));
        var span = new CompletionSpan(0, start, Ids(Before + Completion).Length, new SaidMessage("Two miles.", "A walk.", []));
        return CauseFinder.Find(ServedModel.Qwen3, expected, found, expected.AsSpan().CommonPrefixLength(found.AsSpan()), [span]);
    }

    private static ImmutableArray<int> Ids(string text) => ServedModel.Tokenizer.Encode(text, SpecialTokens.Parse);
}

using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Tests.Unit.Rendering;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Comparison;

/// <summary>Sequences are written as text and encoded by the real tokenizer; the verdicts follow the reference's rules.</summary>
public sealed class TokenComparatorTests
{
    private const string Question = "<|im_start|>user\nHello there<|im_end|>\n";

    private static readonly TokenComparator Comparator = new(Qwen3.Family, Qwen3.Tokenizer);

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData(Question + "<|im_start|>assistant\nHi<|im_end|>\n", Question + "<|im_start|>assistant\nHi<|im_end|>\n")]
    [InlineData(Question + "<|im_start|>assistant\nHi<|im_end|>\n", Question + "<|im_start|>assistant\nHi<|im_end|>")]
    [InlineData("Hi\n", "Hi")]
    [InlineData("\n", "")]
    public void Compare_WhenTheTwoSayTheSame_FindsNothing(string expected, string actual)
    {
        Assert.Empty(Compare(expected, actual));
        Assert.Empty(Compare(actual, expected));
    }

    /// <summary>The family names no filler; the template of the checkpoint writes one.</summary>
    [Fact]
    public void Compare_OfAFamilyWhoseTemplateAloneHasTheFiller_FindsNothingWhereTheEngineStoppedBeforeIt() => Assert.Empty(
        SessionModel.Load(FamilyRegistry.Find("default")!, Qwen3.Assets, serverArguments: null).Comparator.Compare(
            Qwen3.Encode(Question + "<|im_start|>assistant\nHi<|im_end|>\n"), Qwen3.Encode(Question + "<|im_start|>assistant\nHi<|im_end|>")));

    [Fact]
    public void Compare_WhenTheSameTextHasOtherIds_FindsNothing()
    {
        int[] whole = [.. Qwen3.Encode("<|im_start|>assistant\n"), Id("Hello"), Qwen3.ImEnd];
        int[] split = [.. Qwen3.Encode("<|im_start|>assistant\n"), Id("H"), Id("ello"), Qwen3.ImEnd];

        Assert.NotEqual(whole, split);
        Assert.Empty(Comparator.Compare(whole, split));
    }

    [Fact]
    public void Compare_WhenACharacterIsCutThroughItsBytes_FindsNothing()
    {
        var bytes = "é"u8.ToArray().Select(value => Id(Qwen3ByteLetter(value))).ToArray();

        Assert.NotEqual(Qwen3.Encode("é"), bytes);
        Assert.Empty(Comparator.Compare(Qwen3.Encode("é"), bytes));
    }

    [Fact]
    public void Compare_WhenTheSameReplacementCharacterStandsBehindOtherIds_FindsNothing()
    {
        int[] character = [.. "\uFFFD"u8.ToArray().Select(value => Id(Qwen3ByteLetter(value)))];

        Assert.Empty(Comparator.Compare([Id("Hello"), .. character], [Id("H"), Id("ello"), .. character]));
    }

    [Fact]
    public void Compare_WhenAValueIsWrittenOtherwise_SaysTheCauseThatTheTextsShow() => Assert.Equal(
        MismatchCause.ReserializedJson,
        Assert.Single(Compare("<|im_start|>user\n{\"a\": 1}<|im_end|>\n", "<|im_start|>user\n{\"a\":1}<|im_end|>\n")).Cause);

    /// <summary>The engine stopped inside "€"; the client sends back what it read, which ends with U+FFFD.</summary>
    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBF, 0xBD })]
    [InlineData(new byte[] { 0xE2 })]
    public void Compare_WhenBytesThatAreNoTextReadAlike_TellsThem(byte[] said)
    {
        int[] Of(byte[] bytes) => [.. Qwen3.Encode("<|im_start|>assistant\nHi "), .. bytes.Select(value => Id(Qwen3ByteLetter(value))), Qwen3.ImEnd];

        var mismatch = Assert.Single(Comparator.Compare(Of(said), Of([0xE2, 0x82])));

        Assert.Equal((MismatchType.AssistantText, MismatchCause.Unknown), (mismatch.Type, mismatch.Cause));
        Assert.Equal(mismatch.ExpectedText, mismatch.ActualText);
        Assert.Equal("The texts read alike, and their bytes that are not UTF-8 differ.", mismatch.Detail);
        Assert.Empty(Comparator.Compare(Of([0xE2, 0x82]), Of([0xE2, 0x82])));
    }

    [Fact]
    public void Compare_WhenTextOfTheEnvironmentDiffers_IsHard()
    {
        var mismatch = Assert.Single(Compare(Question, "<|im_start|>user\nHello world<|im_end|>\n"));

        Assert.Equal((MismatchType.NonAssistantText, 1), (mismatch.Type, mismatch.SegmentIndex));
        Assert.Equal(("user\nHello there", "user\nHello world"), (mismatch.ExpectedText, mismatch.ActualText));
        Assert.Contains("first 11 characters of 16 expected and 16 found", mismatch.Detail, StringComparison.Ordinal);
        Assert.True(mismatch.IsHard);
    }

    [Fact]
    public void Compare_WhenTextOfTheModelDiffers_IsSoft()
    {
        var mismatch = Assert.Single(Compare(Question + "<|im_start|>assistant\nYes<|im_end|>", Question + "<|im_start|>assistant\nNo<|im_end|>"));

        Assert.Equal((MismatchType.AssistantText, 5), (mismatch.Type, mismatch.SegmentIndex));
        Assert.Equal(("assistant\nYes", "assistant\nNo"), (mismatch.ExpectedText, mismatch.ActualText));
        Assert.False(mismatch.IsHard);
    }

    [Theory]
    [InlineData("<|im_start|>assistant\nYes", "<|im_start|>user\nYes", 1)]
    [InlineData("<|im_start|>user\nYes", "<|im_start|>assistant\nYes", 1)]
    [InlineData("assistant\nYes", "assistant\nNo", 0)]
    [InlineData("<|im_end|>assistant\nYes", "<|im_end|>assistant\nNo", 1)]
    [InlineData("<|im_start|>assistan", "<|im_start|>assistant", 1)]
    [InlineData("<|im_start|> assistant\nYes", "<|im_start|> assistant\nNo", 1)]
    public void Compare_WhenOnlyOneSideOrOnlyTheLookIsTheModels_IsHard(string expected, string actual, int segment)
    {
        var mismatch = Assert.Single(Compare(expected, actual));

        Assert.Equal((MismatchType.NonAssistantText, segment), (mismatch.Type, mismatch.SegmentIndex));
    }

    /// <summary>The assistant start is looked for in the text, however the model cut it into tokens.</summary>
    [Fact]
    public void Compare_WhenTheRoleIsCutIntoSmallTokens_StillSeesTheModel()
    {
        int[] letters = [Qwen3.ImStart, .. "assistant".Select(letter => Id(letter.ToString())), Qwen3.Newline, Id("N")];

        Assert.Equal(MismatchType.AssistantText, Assert.Single(Comparator.Compare(Qwen3.Encode("<|im_start|>assistant\nYes"), letters)).Type);
    }

    [Fact]
    public void Compare_WhenAnotherSpecialTokenStandsThere_NamesBoth()
    {
        var mismatch = Assert.Single(Compare("a<|im_start|>b", "a<|im_end|>b"));

        Assert.Equal(
            new Mismatch(
                MismatchType.SpecialTokenType, 1, "<|im_start|>", "<|im_end|>", "Special token 151644 was expected and 151645 found.", new(1, 1, 0, -1), MismatchCause.Unknown),
            mismatch);
        Assert.True(mismatch.IsHard);
    }

    [Theory]
    [InlineData("<|im_start|>user\nHi<|im_end|>", "<|im_start|>user\nHi", "<|im_start|> [3 tokens] <|im_end|>", "<|im_start|> [3 tokens]")]
    [InlineData("a<|im_end|>", "<|im_end|>a", "[1 tokens] <|im_end|>", "<|im_end|> [1 tokens]")]
    [InlineData("<|im_end|>", "", "<|im_end|>", "")]
    [InlineData("<|im_end|><|im_end|>", "<|im_end|>", "<|im_end|> <|im_end|>", "<|im_end|>")]
    public void Compare_WhenTheSegmentsDoNotPairUp_DescribesBothStructures(string expected, string actual, string left, string right)
    {
        var mismatch = Assert.Single(Compare(expected, actual));

        Assert.Equal((MismatchType.SpecialTokenCount, -1), (mismatch.Type, mismatch.SegmentIndex));
        Assert.Equal((left, right), (mismatch.ExpectedText, mismatch.ActualText));
        Assert.True(mismatch.IsHard);
    }

    [Fact]
    public void Compare_WhenSeveralPlacesDiffer_ListsThemInOrder() => Assert.Equal(
        [(MismatchType.NonAssistantText, 1), (MismatchType.SpecialTokenType, 2), (MismatchType.AssistantText, 5)],
        Compare("<|im_start|>user\nA<|im_end|>\n<|im_start|>assistant\nB", "<|im_start|>user\nC<|endoftext|>\n<|im_start|>assistant\nD")
            .Select(mismatch => (mismatch.Type, mismatch.SegmentIndex)));

    /// <summary>The turn of a mismatch is the last one of the model that began before it.</summary>
    [Fact]
    public void Compare_WhenSeveralTurnsDiffer_CountsTheTurnsOfTheModel()
    {
        string Turns(string first, string user, string third) =>
            $"<|im_start|>assistant\n{first}<|im_start|>assistant\nX<|im_start|>user\n{user}<|im_start|>assistant\n{third}";

        Assert.Equal([0, 1, 2], Compare(Turns("A", "U", "B"), Turns("C", "V", "D")).Select(mismatch => mismatch.Place.TurnIndex));
        Assert.Equal([0, 2], Compare(Turns("A", "U", "B"), Turns("C", "U", "D")).Select(mismatch => mismatch.Place.TurnIndex));
    }

    /// <summary>The special token, "assistant" and the line break are a token each; the text that differs is the fourth.</summary>
    [Fact]
    public void Compare_WhenTextDiffers_NamesTheTokensAndTheCharacter()
    {
        const string Start = Question + "<|im_start|>assistant\n";
        var mismatch = Assert.Single(Compare(Start + "Yes", Start + "No"));

        Assert.Equal(new(Qwen3.Encode(Start).Length, Qwen3.Encode(Start).Length, "assistant\n".Length, 0), mismatch.Place);
    }

    /// <summary>
    /// The tokens are those that bring the first byte that differs, however the text before it is cut: tokens are separated by a bar.
    /// </summary>
    [Theory]
    [InlineData("Hello|A", "H|ello|B", 1, 2)]
    [InlineData("H|ello|A", "Hello|B", 2, 1)]
    [InlineData("H|ello|A", "Hello|A|B", 3, 2)]
    [InlineData("Hello|A", "H|el|lo", 1, 3)]
    [InlineData("Hello", "H|x", 0, 1)]
    [InlineData("A|H|x", "A|Hello", 2, 1)]
    [InlineData("A|Hello", "A|H", 1, 2)]
    [InlineData("A|B", "A|C", 1, 1)]
    public void Compare_WhenTheTextBeforeIsCutOtherwise_FindsTheTokensOfTheFirstOtherByte(string expected, string actual, int left, int right)
    {
        int[] start = [Qwen3.ImStart];
        var place = Assert.Single(Comparator.Compare([.. start, .. Ids(expected)], [.. start, .. Ids(actual)])).Place;

        Assert.Equal((1 + left, 1 + right), (place.ExpectedTokenIndex, place.ActualTokenIndex));

        static IEnumerable<int> Ids(string tokens) => tokens.Split('|').Select(Id);
    }

    /// <summary>Where one side has no more segments it stopped early; the place is where the structures part.</summary>
    [Theory]
    [InlineData("<|im_start|>user\nHi<|im_end|>", "<|im_start|>user\nHi", 4, 4, -1, MismatchCause.EarlyStop)]
    [InlineData("<|im_start|>user\nHi", "<|im_start|>user\nHi<|im_end|>", 4, 4, -1, MismatchCause.EarlyStop)]
    [InlineData("<|im_start|>assistant\nHi<|im_end|>", "<|im_start|>assistant\nHi", 4, 4, 0, MismatchCause.EarlyStop)]
    [InlineData("<|im_start|>assistant\nHi", "<|im_start|>assistant\nHi there<|im_end|>", 4, 5, 0, MismatchCause.EarlyStop)]
    [InlineData("<|im_start|>assistant\nHi", "<|im_start|><|im_end|>", 1, 1, 0, MismatchCause.Unknown)]
    [InlineData("a<|im_end|>", "<|im_end|>a", 0, 0, -1, MismatchCause.Unknown)]
    [InlineData("<|im_end|>", "", 0, 0, -1, MismatchCause.EarlyStop)]
    [InlineData("", "<|im_end|>", 0, 0, -1, MismatchCause.EarlyStop)]
    public void Compare_WhenTheSegmentsDoNotPairUp_SaysWhereAndWhetherOneSideStopped(
        string expected, string actual, int left, int right, int turn, MismatchCause cause)
    {
        var mismatch = Assert.Single(Compare(expected, actual));

        Assert.Equal((new(left, right, 0, turn), cause), (mismatch.Place, mismatch.Cause));
    }

    /// <summary>A family without an assistant start takes whatever follows a special token for the model's.</summary>
    [Theory]
    [InlineData("<|im_start|>assistant", MismatchType.NonAssistantText)]
    [InlineData("", MismatchType.AssistantText)]
    [InlineData(null, MismatchType.AssistantText)]
    public void Compare_OfAFamily_AsksItsAssistantStart(string? start, MismatchType expected)
    {
        var comparator = new TokenComparator(Qwen3.Family with { AssistantStart = start }, Qwen3.Tokenizer);

        Assert.Equal(expected, Assert.Single(comparator.Compare(Qwen3.Encode("<|im_start|>user\nA"), Qwen3.Encode("<|im_start|>user\nB"))).Type);
    }

    /// <summary>Thinking tags are added tokens without the special flag: they are text of their segment.</summary>
    [Fact]
    public void Compare_WhenAThinkingTagIsMissing_IsTextOfTheModel() => Assert.Equal(
        MismatchType.AssistantText,
        Assert.Single(Compare("<|im_start|>assistant\n<think>\nx\n</think>", "<|im_start|>assistant\n<think>\nx\n")).Type);

    [Fact]
    public void Constructor_WhenATrimTextIsNoSingleToken_RefusesTheFamily() => Assert.Throws<AssetException>(
        () => new TokenComparator(Qwen3.Family with { TrailingTrim = ["two tokens"] }, Qwen3.Tokenizer));

    private static ImmutableArray<Mismatch> Compare(string expected, string actual) => Comparator.Compare(Qwen3.Encode(expected), Qwen3.Encode(actual));

    private static int Id(string token) => Qwen3.Tokenizer.TryGetId(token, out var id) ? id : throw new ArgumentException(token, nameof(token));

    /// <summary>Byte-level vocabularies write printable bytes of Latin-1 as themselves, and 7F to A0 as U+0121 on.</summary>
    private static string Qwen3ByteLetter(byte value) => ((char)(value is >= 0x7F and <= 0xA0 ? 0x121 + value - 0x7F : value)).ToString();
}

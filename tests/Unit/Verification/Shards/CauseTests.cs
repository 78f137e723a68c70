using System.Collections.Immutable;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Shards;

namespace Tito.Tests.Unit.Verification.Shards;

/// <summary>What a failure is said to come from. Ids of Qwen3: hi 6023, h 71, i 72, ok 562, "!" 0.</summary>
public sealed class CauseTests
{
    [Theory]
    [InlineData("tokenizer", LikelyCause.TokenizerChanged)]
    [InlineData("genesis tokenizer", LikelyCause.TokenizerChanged)]
    [InlineData("template", LikelyCause.TemplateChanged)]
    [InlineData("family genesis", LikelyCause.TemplateChanged)]
    [InlineData("arguments", LikelyCause.TemplateChanged)]
    [InlineData("template tokenizer", LikelyCause.Unknown)]
    [InlineData("genesis", LikelyCause.Unknown)]
    [InlineData("", LikelyCause.Unknown)]
    public void Assets_WithoutAPrompt_AreBlamedByWhatChanged(string changes, LikelyCause expected) =>
        Assert.Equal(expected, AssetCause.Of(Changes(changes), TinyGolden.Model, [], found: null));

    [Theory]
    [InlineData("tokenizer", new[] { 6023 }, new[] { 562 }, LikelyCause.TokenizerChanged)]
    [InlineData("template", new[] { 6023 }, new[] { 71, 72 }, LikelyCause.TemplateChanged)]
    [InlineData("", new[] { 6023 }, new[] { 71, 72 }, LikelyCause.TokenizerChanged)]
    [InlineData("template tokenizer", new[] { 6023 }, new[] { 71, 72 }, LikelyCause.TokenizerChanged)]
    [InlineData("", new[] { 6023 }, new[] { 562 }, LikelyCause.TemplateChanged)]
    [InlineData("", new[] { 0, 6023 }, new[] { 0, 71, 72 }, LikelyCause.TokenizerChanged)]
    [InlineData("", new[] { -1 }, new int[0], LikelyCause.TemplateChanged)]
    [InlineData("", new[] { 1_000_000 }, new int[0], LikelyCause.TemplateChanged)]
    public void Assets_WhereChangesDoNotTell_AreBlamedByTheTexts(string changes, int[] expected, int[] found, LikelyCause cause) =>
        Assert.Equal(cause, AssetCause.Of(Changes(changes), TinyGolden.Model, expected, [.. found]));

    [Fact]
    public void Assets_OfAnIdRightAfterTheVocabulary_HaveNoText() => Assert.Equal(
        LikelyCause.TemplateChanged, AssetCause.Of([], TinyGolden.Model, [TinyGolden.Model.TokenCount], []));

    [Theory]
    [InlineData("model=m weight_version=v1 version=1", LikelyCause.EngineSamplesOtherwise, "It says of itself all that it said when the prompt was recorded.")]
    [InlineData("model=m", LikelyCause.EngineSamplesOtherwise, "It says of itself all that it said when the prompt was recorded.")]
    [InlineData("other=1", LikelyCause.EngineSamplesOtherwise, "It says of itself all that it said when the prompt was recorded.")]
    [InlineData("model=m version=2", LikelyCause.EngineSamplesOtherwise, "It names the same model and weights, but version was 1 and is 2.")]
    [InlineData("weight_version=v2 version=2", LikelyCause.WeightChanged, "Since the recording weight_version was v1 and is v2.")]
    [InlineData("model=n weight_version=v2", LikelyCause.WeightChanged, "Since the recording model was m and is n, weight_version was v1 and is v2.")]
    public void Engine_IsBlamedByWhatItSaysOfItself(string now, LikelyCause cause, string reason) =>
        Assert.Equal((cause, reason), EngineCause.Of(Facts("model=m weight_version=v1 version=1"), Facts(now)));

    [Fact]
    public void Token_OfAFailure_HasItsText()
    {
        var model = TinyGolden.Model;

        Assert.Null(FailureText.Token(model, null));
        Assert.Equal(new(0, "!"), FailureText.Token(model, 0));
        Assert.Equal(new(6023, "hi"), FailureText.Token(model, 6023));
        Assert.Equal(new(-1, "(not in the vocabulary)"), FailureText.Token(model, -1));
        Assert.Equal(new(model.TokenCount, "(not in the vocabulary)"), FailureText.Token(model, model.TokenCount));
    }

    [Theory]
    [InlineData(0, "", "")]
    [InlineData(1999, "", "")]
    [InlineData(2000, "", "")]
    [InlineData(2000, "b", "…")]
    [InlineData(1999, "😀", "…")]
    [InlineData(1998, "😀", "😀")]
    [InlineData(1998, "😀b", "😀…")]
    public void Detail_OfMoreThan2000Characters_IsCutBetweenCharacters(int count, string last, string shown) =>
        Assert.Equal(new string('a', count) + shown, FailureText.Detail(new string('a', count) + last));

    internal static ImmutableArray<FingerprintChange> Changes(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new FingerprintChange(name, "a", "b"))];

    internal static EngineFacts Facts(string facts) => new(
        [.. facts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(fact => fact.Split('=')).Select(fact => KeyValuePair.Create(fact[0], fact[1]))]);
}

using Tito.Core.Comparison;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Splicing;

namespace Tito.Tests.Unit.Comparison;

/// <summary>The special tokens of the tiny tokenizer are the boundaries, unless the family says which.</summary>
public sealed class SegmenterTests
{
    private static readonly int[] Ids = ['a', SpliceModel.User, 'b', 'c', SpliceModel.End, SpliceModel.End, 'd'];

    [Fact]
    public void Cut_WhenTheFamilySaysNothing_CutsAtEverySpecialToken() => Assert.Equal(
        [new(0, 1, false), new(1, 1, true), new(2, 2, false), new(4, 1, true), new(5, 1, true), new(6, 1, false)], Cut([], []));

    [Fact]
    public void Cut_WhenTheFamilyNamesItsBoundaries_CutsAtThoseAlone() =>
        Assert.Equal([new(0, 1, false), new(1, 1, true), new(2, 5, false)], Cut(["<|u|>"], []));

    [Fact]
    public void Cut_WhenTheFamilyExcludesABoundary_DoesNotCutThere()
    {
        Segment[] expected = [new(0, 4, false), new(4, 1, true), new(5, 1, true), new(6, 1, false)];

        Assert.Equal(expected, Cut([], ["<|u|>"]));
        Assert.Equal(expected, Cut(["<|u|>", "<|e|>"], ["<|u|>"]));
    }

    [Fact]
    public void Cut_OfAnIdThatIsNoToken_NamesItsIndexAndTheRange()
    {
        var tokenizer = SpliceModel.Assets().Tokenizer;
        var segmenter = new Segmenter(TinyModel.Family(null), tokenizer);

        Assert.Single(segmenter.Cut([0, tokenizer.VocabularySize - 6]));
        Assert.NotEmpty(segmenter.Cut([tokenizer.VocabularySize - 1]));
        foreach (var id in new[] { -1, tokenizer.VocabularySize, int.MaxValue })
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => segmenter.Cut([0, id]));
            Assert.Equal(id, refused.ActualValue);
            Assert.Contains(
                $"The id at index 1 is not one of 0 to {tokenizer.VocabularySize - 1}.",
                refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Equal sequences are not looked at.</summary>
    [Fact]
    public void Compare_OfIdsThatAreNoTokens_RefusesThemWhereTheSequencesDiffer()
    {
        var comparator = new TokenComparator(TinyModel.Family(null), SpliceModel.Assets().Tokenizer);

        Assert.Empty(comparator.Compare([-1, 'a'], [-1, 'a']));
        Assert.Throws<ArgumentOutOfRangeException>(() => comparator.Compare([-1, 'a'], [-1, 'b']));
    }

    private static List<Segment> Cut(string[] only, string[] exclusions) =>
        new Segmenter(TinyModel.Family(null) with { BoundaryOnly = [.. only], BoundaryExclusions = [.. exclusions] }, SpliceModel.Assets().Tokenizer).Cut(Ids);
}

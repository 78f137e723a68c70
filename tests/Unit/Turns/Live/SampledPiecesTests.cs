using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns.Live;

/// <summary>A completion of several engines. Rows of experts here are one byte pattern a token, so that each can be told apart.</summary>
public sealed class SampledPiecesTests
{
    [Fact]
    public void Join_OfThree_HasTheTokensOfAllAndWhichWeightsSampledWhich()
    {
        var pieces = SampledPieces.None
            .With(Piece([1, 2], "v1"))
            .With(Piece([3], "v1"))
            .With(Piece([4, 5, 6], "v3") with { Facts = new("last", 9, 8, "v3") { WeightSpans = [new("v2", 0, 1), new("v3", 1, 3)] } });

        var joined = pieces.Join();

        Assert.Equal([1, 2, 3, 4, 5, 6], joined.Completion.Ids);
        Assert.Equal([-1, -2, -3, -4, -5, -6], joined.Completion.Logprobs);
        Assert.Equal([new("v1", 0, 3), new("v2", 3, 4), new("v3", 4, 6)], joined.Facts.WeightSpans);
        Assert.Equal((2, 1, "v3"), (joined.Facts.PromptTokens, joined.Facts.CachedTokens, joined.Facts.WeightVersion));
        Assert.Null(joined.Parsed);
        Assert.Equal("""{"pieces":[{"n":1},{"n":3},{"n":4}]}""", joined.Extra.GetRawText());
    }

    /// <summary>The first was given up before it went anywhere, the second before its engine said its weights.</summary>
    [Fact]
    public void Join_WhereAPieceSaysNoVersion_LeavesNoGap()
    {
        var pieces = SampledPieces.None
            .With(Piece([], null) with { Engine = "", SentFields = JsonElement.Parse("""{"asked":1}""") })
            .With(Piece([1, 2], null) with { Engine = "first", SentFields = JsonElement.Parse("""{"sent":1}""") })
            .With(Piece([3], "v2") with { Engine = "second" })
            .With(Piece([4, 5, 6], "v3") with { Facts = SampledFacts.None with { WeightSpans = [new("v3", 1, 2)] } });

        var joined = pieces.Join();

        WeightSpan[] spans = [new("unknown", 0, 2), new("v2", 2, 3), new("unknown", 3, 4), new("v3", 4, 5), new("unknown", 5, 6)];
        Assert.Equal(spans, joined.Facts.WeightSpans);
        Assert.Equal(("first", """{"sent":1}"""), (joined.Engine, joined.SentFields.GetRawText()));
    }

    [Theory]
    [InlineData("v1", "v2", "v2")]
    [InlineData("v1", null, null)]
    [InlineData(null, null, null)]
    public void WeightVersion_IsThatOfTheLastTokens(string? first, string? last, string? version)
    {
        var pieces = SampledPieces.None.With(Piece([1], first)).With(Piece([2], last)).With(Piece([], null));

        Assert.Equal(version, pieces.WeightVersion);
    }

    [Fact]
    public void Join_OfOne_IsThatOne()
    {
        var only = Piece([1], "v1");

        Assert.Same(only, SampledPieces.None.With(only).Join());
    }

    [Fact]
    public void Experts_WhereRowsFollowEachOther_AreOneRun()
    {
        // A prompt of 3 tokens: the first engine has rows for 0 to 3, and the next goes on at row 4.
        var pieces = SampledPieces.None.With(Piece([1, 2], "v", Rows(0, 4))).With(Piece([3], "v")).With(Piece([4, 5], "v", Rows(4, 3)));

        var joined = pieces.Join().RoutedExperts!;

        Assert.Equal((0, 7), (joined.StartRow, joined.EndRow));
        Assert.Equal(Rows(0, 7).Bytes.ToArray(), joined.Bytes.ToArray());
    }

    [Fact]
    public void Experts_WhereTheLastEngineHasThemAll_AreItsOwn()
    {
        var pieces = SampledPieces.None.With(Piece([1, 2], "v", Rows(0, 4))).With(Piece([3], "v", Rows(0, 5)));

        Assert.Equal((0, 5), (pieces.Join().RoutedExperts!.StartRow, pieces.Join().RoutedExperts!.EndRow));
    }

    [Fact]
    public void Join_WhereRowsAreMissing_IsRefused()
    {
        var held = SampledPieces.None.With(Piece([1, 2], "v", Rows(0, 4)));

        Assert.Contains("do not follow", Assert.Throws<MessageException>(() => held.With(Piece([3], "v", Rows(5, 1))).Join()).Message, StringComparison.Ordinal);
        Assert.Contains("gave none", Assert.Throws<MessageException>(() => held.With(Piece([3], "v")).Join()).Message, StringComparison.Ordinal);
    }

    private static Sampled Piece(int[] ids, string? version, RoutedExperts? experts = null) => new()
    {
        Engine = "e",
        Completion = TokenSegment.Sampled([.. ids], [.. ids.Select(id => -(float)id)]),
        FinishReason = "abort",
        Facts = new("a", ids.Length, ids.Length - 1, version),
        RoutedExperts = experts,
        Parsed = JsonElement.Parse("""{"role":"assistant","content":"half"}"""),
        SentFields = JsonElement.Parse("{}"),
        Extra = JsonElement.Parse($$"""{"n":{{ids.FirstOrDefault()}}}"""),
    };

    private static RoutedExperts Rows(int start, int count) =>
        new(start, 1, 1, Enumerable.Range(start, count).SelectMany(row => BitConverter.GetBytes(row * 3)).ToArray());
}

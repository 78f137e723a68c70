using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>The digests of TinyGolden come from Python.</summary>
public sealed class PlannedTrajectoryTests
{
    [Fact]
    public void Make_OfARecording_MakesItsTurns()
    {
        var made = new PlannedTrajectory(TinyGolden.Model).Make(TinyGolden.Read());

        Assert.Equal(
            ["334e5896c17fc33bb7aa47b46f8647464a07b71dac934fb2ca4f9ce3fb0f6079", "1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd58165c"],
            made.Turns.Select(turn => turn.Digest.ToString()));
        Assert.Equal(TinyGolden.Read().OpenedAt, made.Turns[0].Content.Exchange.RequestedAt);
    }

    [Fact]
    public void Make_OfARecordingWithoutExpectations_MakesTheSameTurns()
    {
        var golden = TinyGolden.Read();
        var bare = golden with { Genesis = null, Tip = null, Mismatches = null, Turns = [.. golden.Turns.Select(turn => turn with { Expected = null })] };

        Assert.Equal(golden.Turns[1].Expected!.Digest, new PlannedTrajectory(TinyGolden.Model).Make(bare).Tip);
    }

    /// <summary>No digest binds them, so that nothing else would say that they are gone.</summary>
    [Fact]
    public void Make_OfARecordingWhoseWeightsChangedMeanwhile_KeepsTheSpans()
    {
        var golden = TinyGolden.Read(
            "\"weight_version\":\"v7\"",
            """
            "weight_version":"v7","weight_version_spans":[{"version":"v6","start":0,"end":1},{"version":"v7","start":1,"end":2}]
            """);

        var turns = new PlannedTrajectory(TinyGolden.Model).Make(golden).Turns;

        Assert.Empty(turns[0].Content.Exchange.WeightSpans);
        Assert.Equal([new("v6", 0, 1), new("v7", 1, 2)], turns[1].Content.Exchange.WeightSpans);
    }

    [Theory]
    [InlineData("\"family\":\"tiny\"", "\"family\":\"other\"", "family", "is other, and the model is of family tiny.")]
    [InlineData("\"genesis\":\"a07d", "\"genesis\":\"0000", "expected.genesis", "and the model's is a07d")]
    [InlineData("{\"role\":\"user\",\"content\":\"yes\"}", "{\"role\":\"tool\",\"content\":\"yes\"}", "turns[1].request", "tool")]
    [InlineData("\"logprobs\":[-1,", "\"logprobs\":[-1.5,", "turns[1].expected", "digest, expected 1ffe")]
    [InlineData("\"parent\":-1", "\"parent\":0", "turns[0].expected", "parent, expected turn 0, found none.")]
    [InlineData("\"message\":{\"role\":\"assistant\"", "\"message\":{\"role\":\"user\"", "turns[0]", "must be assistant.")]
    [InlineData("\"messages\":", "\"other\":", "turns[0]", "is required.")]
    [InlineData("58165c\",\"mismatches\"", "580000\",\"mismatches\"", "expected.digest", "turns are missing, or there are too many.")]
    public void Make_WhenAPlaceIsWrong_NamesIt(string replaced, string replacement, string field, string why)
    {
        var wrong = Assert.Throws<GoldenFormatException>(() => new PlannedTrajectory(TinyGolden.Model).Make(TinyGolden.Read(replaced, replacement)));

        Assert.Equal(field, wrong.Field);
        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
    }
}

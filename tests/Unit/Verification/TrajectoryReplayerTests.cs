using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

public sealed class TrajectoryReplayerTests
{
    [Fact]
    public void Run_WhenEverythingIsAsExpected_CountsTurnsAndTokens() =>
        Assert.Equal(new ReplayOutcome.Matched(2, 10), TinyGolden.Replay.Run(TinyGolden.Read()));

    [Theory]
    [InlineData("\"family\":\"tiny\"", "\"family\":\"other\"", null, "family", "The file is of family other, the model of family tiny.")]
    [InlineData("\"genesis\":\"a07d", "\"genesis\":\"0000", null, "genesis", "expected 0000f7e6")]
    [InlineData("\"content\":\"hi\"", "\"content\":\"yes\"", 0, "tokens", "prompt, token 0: expected 6023 \"hi\", found 9693 \"yes\".")]
    [InlineData("\"content\":\"hi\"", "\"content\":1", 0, "request", "messages[0].content")]
    [InlineData("\"messages\":", "\"other\":", 0, "request", "messages: is required.")]
    [InlineData("\"parent\":-1", "\"parent\":0", 0, "parent", "expected turn 0, found none.")]
    [InlineData("\"parent\":0", "\"parent\":1", 1, "parent", "expected turn 1, found 0.")]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":2", 0, "tokens", "prompt, token 2: expected no token, found 151644 \"<|im_start|>\".")]
    [InlineData("\"ids\":[562,", "\"ids\":[2152,", 0, "tokens", "token 3: expected 562 \"ok\", found 2152 \"no\".")]
    [InlineData("151644,562,151645]", "151644,562,999999]", 0, "tokens", "token 4: expected 999999 (not in the vocabulary), found 151645")]
    [InlineData("{\"origin\":\"prompt\",\"count\":3},{\"origin\":\"model\",\"count\":2}]", "{\"origin\":\"prompt\",\"count\":2},{\"origin\":\"model\",\"count\":3}]", 0, "origins", "token 2: expected Model, found Prompt.")]
    [InlineData("\"loss_mask\":[3,2]", "\"loss_mask\":[4,1]", 0, "loss_mask", "token 3: expected 0, found 1.")]
    [InlineData("\"digest\":\"334e", "\"digest\":\"0000", 0, "digest", "expected 00005896")]
    [InlineData("\"logprobs\":[-1,", "\"logprobs\":[-1.5,", 1, "digest", "expected 1ffe")]
    [InlineData("58165c\",\"mismatches\"", "580000\",\"mismatches\"", null, "digest", "expected.digest is 1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd580000, and the last turn has 1ffec2")]
    [InlineData("\"mismatches\":[]", "\"mismatches\":[\"assistant_text\"]", null, "comparator", "expected [AssistantText], found [].")]
    public void Run_WhenOnePlaceDiffers_NamesTurnAndPlace(string replaced, string replacement, int? turn, string what, string detail)
    {
        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(TinyGolden.Read(replaced, replacement)));

        Assert.Equal((turn, what), (differs.TurnIndex, differs.What));
        Assert.Contains(detail, differs.Detail, StringComparison.Ordinal);
    }

    /// <summary>No other digest changes where the last turn is cut off. Another setup's digests are all others, so that they are no sign.</summary>
    [Fact]
    public void Run_OfAFileWithoutItsLastTurn_SaysThatTurnsAreMissing()
    {
        var golden = TinyGolden.Read();
        var cut = golden with { Turns = golden.Turns[..1] };

        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(cut));
        Assert.Equal((null, "digest"), (differs.TurnIndex, differs.What));
        Assert.Equal(
            "expected.digest is 1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd58165c, and the last turn has "
            + "334e5896c17fc33bb7aa47b46f8647464a07b71dac934fb2ca4f9ce3fb0f6079: turns are missing, or there are too many.",
            differs.Detail);
        Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.RunAcross(cut));
    }

    [Fact]
    public void Run_OfWhatNoOracleHasSeen_SaysSoAndStillHoldsTheRest()
    {
        var golden = TinyGolden.Read();
        var partly = golden with { Mismatches = null, Turns = golden.Turns.SetItem(1, golden.Turns[1] with { Expected = null }) };

        Assert.Equal(["turn 1", "the comparator's verdict"], Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.Run(partly)).NotExpected);
        Assert.Equal(
            ["turn 0", "turn 1", "the comparator's verdict"],
            Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.Run(partly with
            {
                Genesis = null,
                Turns = partly.Turns.SetItem(0, partly.Turns[0] with { Expected = null }),
            })).NotExpected);
    }
}

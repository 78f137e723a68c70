using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Tokens;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>The replay of a session with a record and without expectations: TinyGolden's, exported from a journal. Ids as TinyGolden has them.</summary>
public sealed class ReplayOfRecordsTests
{
    private static readonly Digest Other = Digest.Of("other"u8);

    private static readonly GoldenTrajectory Golden = Export();

    [Fact]
    public void Run_OfARecordAlone_HoldsItAndSaysWhatNoOracleHasSeen()
    {
        var matched = Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.Run(Golden));

        Assert.Equal((2, 10), (matched.TurnCount, matched.TokenCount));
        Assert.Equal(["turn 0, beyond its record", "turn 1, beyond its record", "the comparator's verdict"], matched.NotExpected);
    }

    [Theory]
    [InlineData("digest", 1, "recorded", "The session recorded digest ")]
    [InlineData("far", 1, "recorded", "The turn continues turn 5, which is not before it.")]
    [InlineData("itself", 1, "recorded", "The turn continues turn 1, which is not before it.")]
    [InlineData("root", 1, "tokens", "prompt, token 0: expected 9693 \"yes\", found 6023 \"hi\".")]
    [InlineData("other talk", 1, "recorded", "Level 1: the request's messages do not continue turn 0, which the turn continued by its record.")]
    [InlineData("segment", 1, "tokens", "prompt, token 5: expected 2152 \"no\", found 9693 \"yes\".")]
    [InlineData("no segment", 1, "tokens", "prompt, token 5: expected no token, found 9693 \"yes\".")]
    [InlineData("replaced", 1, "tokens", "prompt, token 4: expected 9693 \"yes\", found 151645")]
    [InlineData("replaced all", 1, "tokens", "prompt, token 0: expected 9693 \"yes\", found 6023 \"hi\".")]
    [InlineData("refused", 1, "recorded", "")]
    public void Run_WhenARecordSaysOtherwise_NamesTurnAndPlace(string change, int turn, string what, string detail)
    {
        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(Changed(change)));

        Assert.Equal((turn, what), (differs.TurnIndex, differs.What));
        Assert.StartsWith(detail, differs.Detail, StringComparison.Ordinal);
        Assert.Equal(what == "tokens", differs.Tokens is not null);
    }

    /// <summary>A conversation that was rolled back to its first turn: each turn that is left is as it was.</summary>
    [Fact]
    public void Run_OfARecordWithoutItsLastTurn_SaysSo()
    {
        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(
            Golden with { Recorded = Golden.Recorded! with { Active = 0 }, Turns = [Golden.Turns[0]] }));

        Assert.Equal((null, "recorded"), (differs.TurnIndex, differs.What));
        Assert.StartsWith($"recorded.tip is {Golden.Recorded!.Tip}, and the last turn has ", differs.Detail, StringComparison.Ordinal);
    }

    /// <summary>A refusal is of the history of a request, and of the record where there is one that says what the request continued.</summary>
    [Fact]
    public void Run_OfARequestThatIsRefused_BlamesItsHistory()
    {
        var refused = Changed("refused");
        var recording = refused with { Recorded = null, Turns = [.. refused.Turns.Select(turn => turn with { Recorded = null })] };

        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(recording));

        Assert.Equal((1, "history"), (differs.TurnIndex, differs.What));
    }

    /// <summary>The oracle's genesis counts before the journal's; a file without either is taken with the model that there is.</summary>
    [Fact]
    public void Run_OfAnotherGenesis_SaysSo()
    {
        var recorded = Golden with { Recorded = Golden.Recorded! with { Genesis = Other } };
        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(recorded));

        Assert.Equal((null, "genesis"), (differs.TurnIndex, differs.What));
        Assert.StartsWith($"expected {Other}, found {TinyGolden.Model.Genesis}", differs.Detail, StringComparison.Ordinal);
        Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.Run(recorded with { Genesis = TinyGolden.Model.Genesis }));
        Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.Run(Golden with { Recorded = null }));
    }

    /// <summary>Across models only tokens count: no digest, origin, mask or verdict of the comparator is the other's.</summary>
    [Fact]
    public void RunAcross_OfOtherDigests_HoldsTheTokensAlone()
    {
        var golden = TinyGolden.Read();
        var expected = golden.Turns[0].Expected!;
        var other = golden with
        {
            Genesis = Other,
            Mismatches = [MismatchType.AssistantText],
            Turns = golden.Turns.SetItem(0, golden.Turns[0] with { Expected = expected with { Digest = Other, LossMask = [1, 1, 1, 1, 1], ReplacedCount = 2 } }),
        };

        Assert.Equal(new ReplayOutcome.Matched(2, 10), TinyGolden.Replay.RunAcross(other));
        Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.RunAcross(Changed("digest")));
        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.RunAcross(other with
        {
            Turns = other.Turns.SetItem(0, golden.Turns[0] with { Expected = expected with { TokenIds = expected.TokenIds.SetItem(4, 562) } }),
        }));
        Assert.Equal((0, "tokens", 4), (differs.TurnIndex, differs.What, differs.Tokens!.Value.Index));
    }

    [Fact]
    public void PromptAcross_OfATurn_IsItsPromptAsItIsMadeNow()
    {
        Assert.Equal([6023, 151645, 151644], TinyGolden.Replay.PromptAcross(Golden, 0)!.Value);
        Assert.Equal([6023, 151645, 151644, 562, 151645, 9693, 151645, 151644], TinyGolden.Replay.PromptAcross(Golden, 1)!.Value);
        Assert.Null(TinyGolden.Replay.PromptAcross(Changed("far"), 1));
        Assert.Null(TinyGolden.Replay.PromptAcross(Changed("refused"), 1));
    }

    /// <summary>The message says "hi" and its tokens say "no": rendered anew the conversation has other text of the assistant's.</summary>
    [Fact]
    public void Run_WhereTheComparatorSaysOtherwise_TellsBothVerdicts()
    {
        var golden = TinyGolden.Read();
        var other = golden with
        {
            Tip = null,
            Turns = golden.Turns.SetItem(1, golden.Turns[1] with { Message = JsonElement.Parse("""{"role":"assistant","content":"hi"}"""), Expected = null }),
        };

        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(other));
        Assert.Equal((null, "comparator"), (differs.TurnIndex, differs.What));
        Assert.StartsWith("expected [], found [AssistantText: ", differs.Detail, StringComparison.Ordinal);
        Assert.EndsWith("].", differs.Detail, StringComparison.Ordinal);
        Assert.Equal(["turn 1"], Assert.IsType<ReplayOutcome.Matched>(TinyGolden.Replay.Run(other with { Mismatches = [MismatchType.AssistantText] })).NotExpected);
    }

    [Theory]
    [InlineData("\"replaced_count\":0", "\"replaced_count\":1", "replaced_count", "expected 1, found 0.")]
    [InlineData("\"prompt_count\":3", "\"prompt_count\":4", "tokens", "prompt, token 3: expected 562 \"ok\", found no token.")]
    public void Run_WhenTheOracleExpectsOtherwise_NamesIt(string replaced, string replacement, string what, string detail)
    {
        var differs = Assert.IsType<ReplayOutcome.Differs>(TinyGolden.Replay.Run(TinyGolden.Read(replaced, replacement)));

        Assert.Equal((0, what), (differs.TurnIndex, differs.What));
        Assert.StartsWith(detail, differs.Detail, StringComparison.Ordinal);
    }

    private static GoldenTrajectory Changed(string change)
    {
        var (turn, record) = (Golden.Turns[1], Golden.Turns[1].Recorded!);
        var otherTalk = JsonElement.Parse("""{"messages":[{"role":"user","content":"no"}]}""");
        var settings = change == "refused" ? Golden.Settings with { MaxRollback = 0 } : Golden.Settings;
        ImmutableArray<TokenSegment> Added(params int[] ids) => [TokenSegment.Given(TokenOrigin.Environment, [.. ids])];
        return Golden with
        {
            Settings = settings,
            Turns = Golden.Turns.SetItem(1, change switch
            {
                "digest" => turn with { Recorded = record with { Digest = Other } },
                "far" => turn with { Recorded = record with { Parent = 5 } },
                "itself" => turn with { Recorded = record with { Parent = 1 } },
                "root" => turn with { Recorded = record with { Parent = null } },
                "other talk" or "refused" => turn with { Request = otherTalk },
                "segment" => turn with { Recorded = record with { PromptSegments = Added(2152, 151645, 151644) } },
                "no segment" => turn with { Recorded = record with { PromptSegments = [] } },
                "replaced" => turn with { Recorded = record with { ReplacedCount = 1 } },
                "replaced all" => turn with { Recorded = record with { ReplacedCount = 9 } },
                _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
            }),
        };
    }

    private static GoldenTrajectory Export()
    {
        var golden = TinyGolden.Read();
        using var file = new MemoryStream();
        GoldenWriter.Write(
            file, "tiny", golden.OpenedAt, golden.Settings, TinyRecording.Id, new PlannedTrajectory(TinyGolden.Model).Make(golden));
        return GoldenReader.Read(file.ToArray());
    }
}

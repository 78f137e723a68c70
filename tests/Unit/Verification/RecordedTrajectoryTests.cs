using System.Text;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Verification;

/// <summary>Sessions through a file and back: what a journal would store of them is the same byte for byte.</summary>
public sealed class RecordedTrajectoryTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly SessionSettings Settings = new() { Policy = SessionPolicy.Tree, Matcher = "role_content_only", MaxRollback = 0, MaxTurns = 9, Unended = UnendedTurns.Close };

    private static readonly DateTimeOffset Opened = new(2026, 11, 24, 12, 30, 15, 123, 456, TimeSpan.FromHours(2));

    [Fact]
    public void Restore_OfAWrittenSession_HasWhatItsHeadSays()
    {
        var golden = GoldenReader.Read(Write(Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First)));

        Assert.Equal(("qwen3", Opened, Settings), (golden.Family, golden.OpenedAt, golden.Settings));
        Assert.Equal(TimeSpan.FromHours(2), golden.OpenedAt.Offset);
        Assert.Equal((Id, HandMade.Genesis, 0), (golden.Recorded!.SessionId, golden.Recorded.Genesis, golden.Recorded.Active));
        Assert.Null(golden.Genesis);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Restore_OfASessionThatWasRolledBack_StandsWhereItStood(int active)
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        var two = one.Restore(one.Active, HandMade.Second);

        var restored = RecordedTrajectory.Restore(GoldenReader.Read(Write(two.MoveTo(active < 0 ? null : two.Turns[active]))));

        Assert.Equal((active < 0 ? null : active, two.Tip), (restored.Active?.Sequence, restored.Tip));
    }

    [Fact]
    public void Restore_OfBranchesAndRegenerations_GivesTheSameTurns()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        var two = one.Restore(one.Turns[0], HandMade.Second with { ReplacedCount = 1 });
        var three = two.Restore(two.Turns[0], HandMade.Talk([], Chat.Assistant("again")));
        AssertRestored(three.Restore(three.Turns[1], HandMade.Talk([Chat.Tool("t")], Chat.Assistant("end"))).Restore(null, HandMade.First));
    }

    [Fact]
    public void Restore_OfTheRarestValues_GivesThemBitByBit()
    {
        var rare = HandMade.Content(
            [Chat.Message("""{"role":"user","content":"\u2028\u0000</é\ud83d\ude00","n":1.50,"big":100000000000000000000,"e":1E+2}""")],
            Chat.Message("""{"content":"\"\\","role":"assistant","tool_calls":[]}"""),
            [TokenSegment.Given(TokenOrigin.Prompt, []), TokenSegment.Given(TokenOrigin.Splice, [int.MaxValue]), TokenSegment.Given(TokenOrigin.Splice, [0])],
            TokenSegment.Sampled([7, 8, 9, 10, 11], [-0f, float.Epsilon, float.MinValue, -1.1f, -16777217f]));
        AssertRestored(Trajectory.Start(HandMade.Genesis).Restore(null, rare with
        {
            FinishReason = "",
            RoutedExperts = new(3, 2, 1, LittleEndian.FromInt32([1, -1, 255, int.MaxValue])),
            Exchange = new()
            {
                RequestedAt = Opened.AddTicks(1),
                CompletedAt = Opened.AddTicks(7).ToOffset(TimeSpan.FromMinutes(-90)),
                Request = JsonElement.Parse("""{"z":1.0,"a":{"é\u0001":[null,true,-0]}}"""),
                Response = JsonElement.Parse("""{"choices":[{"messages":1}],"usage":1e400}"""),
                PromptTokens = 0,
                WeightVersion = "",
                Agent = "main",
            },
        }));
        AssertRestored(Trajectory.Start(HandMade.Genesis).Restore(null, rare with
        {
            PromptSegments = [],
            Completion = TokenSegment.Sampled([], []),
            RoutedExperts = new(0, 1, 1, default),
        }));
    }

    [Fact]
    public void Restore_OfMessagesAsDeepAsARequestMayHaveThem_GivesThem()
    {
        // A body of 64 levels has two around its messages.
        var deep = string.Concat(Enumerable.Repeat("[", 61)) + string.Concat(Enumerable.Repeat("]", 61));
        AssertRestored(Trajectory.Start(HandMade.Genesis).Restore(
            null, HandMade.Talk([Chat.Message($$"""{"role":"user","content":"","x":{{deep}}}""")], Chat.Assistant("a"))));
    }

    [Fact]
    public void Write_WhenAFileCannotHoldIt_NamesThePlace()
    {
        var start = Trajectory.Start(HandMade.Genesis);
        Assert.Equal("turns", Assert.Throws<GoldenFormatException>(() => Write(start)).Field);
        Assert.Equal("turns[0].completion.logprobs", Assert.Throws<GoldenFormatException>(
            () => Write(start.Restore(null, HandMade.First with { Completion = TokenSegment.Sampled([1], [float.NaN]) }))).Field);
        Assert.Equal("turns[0].request", Assert.Throws<GoldenFormatException>(
            () => Write(start.Restore(null, HandMade.First with { Exchange = HandMade.First.Exchange with { Request = JsonElement.Parse("""{"messages":[]}""") } }))).Field);
    }

    private static void AssertRestored(Trajectory trajectory)
    {
        var restored = RecordedTrajectory.Restore(GoldenReader.Read(Write(trajectory)));

        Assert.Equal(trajectory.Turns.Select(Stored), restored.Turns.Select(Stored));
    }

    private static string Stored(Turn turn)
    {
        var row = TurnRowCodec.Encode(turn);
        var bytes = new[] { row.PromptOrigins, row.PromptIds, row.CompletionIds, row.Logprobs, row.RoutedExpertsShape, row.RoutedExperts };
        var json = new[] { row.Messages, row.Exchange, row.Request, row.Response };
        return $"{row.Sequence} {row.Parent} {row.ReplacedCount} {row.FinishReason} {row.Digest} {string.Join(' ', bytes.Select(part => Convert.ToHexString(part.Span)))} "
            + string.Join('\n', json.Select(part => Encoding.UTF8.GetString(part.Span)));
    }

    private static byte[] Write(Trajectory trajectory)
    {
        using var file = new MemoryStream();
        GoldenWriter.Write(file, "qwen3", Opened, Settings, Id, trajectory);
        return file.ToArray();
    }
}

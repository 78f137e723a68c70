using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Verification;

/// <summary>A session of two turns that was written out: what its file keeps of an exchange, and what is refused when a place of it is changed.</summary>
public sealed class RecordedTrajectoryRefusalTests
{
    private static readonly Digest Other = Digest.Of("other"u8);

    private static readonly Trajectory Session = Two();

    private static GoldenTrajectory Golden
    {
        get
        {
            using var file = new MemoryStream();
            GoldenWriter.Write(file, "qwen3", DateTimeOffset.UnixEpoch, new() { Unended = UnendedTurns.Close }, new('a', 32), Session);
            return GoldenReader.Read(file.ToArray());
        }
    }

    [Fact]
    public void Restore_OfAWrittenSession_KeepsWhatTheEngineSaid()
    {
        var turns = RecordedTrajectory.Restore(Golden with { Genesis = HandMade.Genesis, Tip = Session.Tip }).Turns;

        Assert.Equal([("sglang-chat", "r"), (null, null)], turns.Select(turn => (turn.Content.Exchange.Engine, turn.Content.Exchange.ResponseId)));
        Assert.Equal([new(151645, null), new(null, "stop")], turns.Select(turn => turn.Content.Stop));
        Assert.Equal(Session.Turns.Select(turn => turn.Digest), turns.Select(turn => turn.Digest));
    }

    [Fact]
    public void Restore_WhenAPlaceOfTheSessionIsChanged_NamesIt()
    {
        AssertRefused("recorded", Golden with { Recorded = null });
        AssertRefused("recorded.genesis", Golden with { Genesis = Other });
        AssertRefused("expected.digest", Golden with { Genesis = HandMade.Genesis, Tip = Other });
        AssertRefused("recorded.tip", Golden with { Recorded = Golden.Recorded! with { Tip = Other } });
    }

    [Fact]
    public void Restore_WhenAPlaceOfATurnIsChanged_NamesIt()
    {
        AssertRefused("turns[1].recorded.parent", Changed(turn => turn with { Recorded = turn.Recorded! with { Parent = 1 } }));
        AssertRefused("turns[1].recorded.parent", Changed(turn => turn with { Recorded = turn.Recorded! with { Parent = 2 } }));
        AssertRefused("turns[1].recorded.digest", Changed(turn => turn with { Recorded = turn.Recorded! with { Digest = Other } }));
        AssertRefused("turns[1].recorded.digest", Changed(turn => turn with { FinishReason = "stop" }));
        AssertRefused("turns[1].request.messages[0]", Changed(turn => turn with { Request = TinyGolden.Read().Turns[1].Request }));
        AssertRefused("turns[1]", Changed(turn => turn with { Message = Chat.User("u").Json }));
        AssertRefused("turns[1]", Changed(turn => turn with { Recorded = turn.Recorded! with { ReplacedCount = 3 } }));
    }

    private static void AssertRefused(string field, GoldenTrajectory golden) =>
        Assert.Equal(field, Assert.Throws<GoldenFormatException>(() => RecordedTrajectory.Restore(golden)).Field);

    private static GoldenTrajectory Changed(Func<GoldenTurn, GoldenTurn> change)
    {
        var golden = Golden;
        return golden with { Turns = golden.Turns.SetItem(1, change(golden.Turns[1])) };
    }

    private static Trajectory Two()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First with { Stop = new(151645, null) });
        return one.Restore(one.Active, HandMade.Second with { Stop = new(null, "stop") });
    }
}

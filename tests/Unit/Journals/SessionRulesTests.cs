using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What the rules decide where a journal's contract does not go.</summary>
public sealed class SessionRulesTests
{
    private static readonly TurnIntent Intent = Intents.Of("k");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Move_ToNoneInASessionOfFewTurns_IsMoved(int turnCount)
    {
        int? last = turnCount > 0 ? turnCount - 1 : null;
        var head = Heads.Of("a") with { TurnCount = turnCount, Active = last };

        var (step, outcome) = SessionRules.Move(head, new(turnCount, last), null);

        Assert.IsType<MoveOutcome.Moved>(outcome);
        Assert.Equal(turnCount > 0, step is not null);
        Assert.Null((step?.Head ?? head).Active);
    }

    [Fact]
    public void Append_OfATurnThatIsTooLarge_IsRefusedForItOnlyWhenNothingElseRefusesIt()
    {
        var turn = EncodedTurn.Of(Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!);
        var limits = new JournalLimits(turn.Row.ByteCount - 1);
        var head = Heads.Of("a");

        Assert.Equal(new AppendOutcome.TooLarge(turn.Row.ByteCount, limits.TurnBytes), Append(head, Intent, new(0, null)));
        Assert.Equal(new AppendOutcome.Stale(new(0, null)), Append(head, Intent, new(1, 0)));
        Assert.Equal(new AppendOutcome.Closed(), Append(head with { ClosedAt = Intents.Start }, Intent, new(0, null)));
        Assert.Equal(new AppendOutcome.Overtaken(), Append(head, Intent with { AttemptId = "other" }, new(0, null)));
        Assert.Equal(new AppendOutcome.AlreadyAppended(3), Append(head, Intent with { End = new IntentEnd.Committed(3) }, new(0, null)));

        AppendOutcome Append(SessionHead present, TurnIntent holder, Fence fence)
        {
            var (step, outcome) = SessionRules.Append(present, holder, turn, fence, Intent, limits);
            Assert.Null(step);
            return outcome;
        }
    }

    [Fact]
    public void End_OfAnIntentThatIsNotTheAttempts_StoresNothing()
    {
        var head = Heads.Of("a") with { OpenIntents = 1 };

        Assert.Equal((null, head), SessionRules.End(head, null, Intent, IntentFailure.Lost, null));
        Assert.Equal((null, head), SessionRules.End(head, Intent with { AttemptId = "other" }, Intent, IntentFailure.Lost, null));
        var (step, ended) = SessionRules.End(head, Intent, Intent, IntentFailure.Lost, null);
        Assert.Equal(head with { Version = 1, OpenIntents = 0 }, ended);
        Assert.Equal(new SessionStep(ended, Intent with { End = new IntentEnd.Failed(IntentFailure.Lost) }, null), step);
    }

    /// <summary>A request that is parked is a use of the session, but none of before its last one.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Park_OfARequest_MovesTheLastUseForwardAlone(int minutes)
    {
        var head = Heads.Of("a") with { LastUsedAt = Parked.At.AddMinutes(minutes) };

        var (step, _) = ParkingRules.Park(head, null, Parked.Of("k"), "k-1", Annotation.None, new JournalLimits(1 << 20));

        Assert.Equal(minutes > 0 ? head.LastUsedAt : Parked.At, step!.Head.LastUsedAt);
        Assert.False(step.Intent!.IsGenerated);
        Assert.True(step.Intent.IsParked);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void Park_OfABody_TakesWhatTheJournalKeepsToTheByte(int room, bool isParked)
    {
        var limits = new JournalLimits(Parked.Of("k").Body.Length + room);

        var (step, outcome) = ParkingRules.Park(Heads.Of("a"), null, Parked.Of("k"), "k-1", Annotation.None, limits);

        Assert.Equal((isParked, isParked), (step is not null, outcome is ParkOutcome.Parked));
        Assert.Equal(!isParked, outcome is ParkOutcome.TooLarge(var length, var limit) && length == limit + 1);
    }

    /// <summary>A close that says nothing of the metadata or of the reward takes neither back.</summary>
    [Fact]
    public void Close_OnceMore_KeepsWhatWasSaid()
    {
        var said = new Annotation(LabelsOf.One("a", "1"), 0.5);
        var closed = Heads.Of("a").Close(Intents.Start, said);

        Assert.Equal(closed with { Version = 2 }, closed.Close(Intents.Start.AddDays(1), Annotation.None));
        Assert.Equal(LabelsOf.One("b", "2"), closed.Close(Intents.Start, new(LabelsOf.One("b", "2"), null)).ClosingMetadata);
    }

    /// <summary>A state grows into itself and into later ones of its session.</summary>
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 1, true)]
    [InlineData(1, -1, false)]
    [InlineData(-1, 1, false)]
    public void CanGrowInto_AHead_IsTrueOfItselfAndLaterOnes(int turns, int versions, bool expected)
    {
        var head = Heads.Of("a") with { TurnCount = 3, Version = 5 };
        var session = JournaledSession.Start(head) with { Head = head };

        Assert.Equal(expected, session.CanGrowInto(head with { TurnCount = 3 + turns, Version = 5 + versions }));
        Assert.False(session.CanGrowInto(head with { SessionId = "b" }));
    }

    /// <summary>A matcher that this release does not know cannot be asked; the strict one takes no other message.</summary>
    [Theory]
    [InlineData("role_content_only", "role_content_only")]
    [InlineData("of a later release", "strict")]
    public void Matcher_OfASession_IsItsOwnOrTheStrictOne(string stored, string expected)
    {
        var head = Heads.Of("a");

        Assert.Equal(expected, JournaledSession.Start(head with { Settings = head.Settings with { Matcher = stored } }).MatcherFor(MessageForm.Unknown).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"code":"c"}""")]
    [InlineData("""{"code":"c","message":1}""")]
    public void Decode_OfWhatIsNoFailure_IsAFormatError(string json) =>
        Assert.Throws<FormatException>(() => ParkedFailureJson.Decode(System.Text.Encoding.UTF8.GetBytes(json)));
}

using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

public sealed class RowVerifierTests
{
    private static readonly Digest Other = Digest.Of("other"u8);

    [Fact]
    public void Verify_OfSoundRows_FindsNothingAndReadsTheTurns()
    {
        var (disagreements, trajectory) = RowVerifier.Verify(Rows(), HandMade.Genesis);

        Assert.Empty(disagreements);
        Assert.Equal(Rows().Head.Tip, trajectory!.Tip);
    }

    [Fact]
    public void Verify_OfASessionWithoutTurns_FindsNothing() =>
        Assert.Empty(RowVerifier.Verify(new(Heads.Of("a"), [], []), HandMade.Genesis).Disagreements);

    [Fact]
    public void Verify_WhenOneRowIsChanged_NamesItAlone()
    {
        var rows = Rows();
        var found = Verify(rows with { Turns = rows.Turns.SetItem(0, rows.Turns[0] with { FinishReason = "length" }) });

        var only = Assert.Single(found);
        Assert.Equal((0, "turn-00000000", "digest"), (only.Turn, only.Row, only.What));
        Assert.StartsWith($"stored {rows.Turns[0].Digest}, its content gives ", only.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhenTheGenesisIsAnother_NamesTheHeadAndTheRootsOfTheChain() => Assert.Equal(
        [("turn-00000000", "digest"), ("head", "genesis")],
        RowVerifier.Verify(Rows(), Other).Disagreements.Select(found => (found.Row, found.What)));

    [Theory]
    [InlineData(1, 0, "sequence")]
    [InlineData(0, 0, "sequence")]
    [InlineData(0, -2, "sequence")]
    public void Verify_WhenARowIsOutOfItsPlace_NamesIt(int sequence, int parent, string what)
    {
        var rows = Rows();
        var (found, trajectory) = RowVerifier.Verify(
            rows with { Turns = rows.Turns.SetItem(0, rows.Turns[0] with { Sequence = sequence, Parent = parent }) }, HandMade.Genesis);

        Assert.Equal((0, what), (found[0].Turn, found[0].What));
        Assert.Null(trajectory);
    }

    [Fact]
    public void Verify_WhenARowCannotBeRead_NamesItAndGoesOnWithTheOthers()
    {
        var rows = Rows();
        var found = Verify(rows with
        {
            Turns = [rows.Turns[0] with { Messages = "[]"u8.ToArray() }, rows.Turns[1] with { FinishReason = "stop" }],
        });

        Assert.Equal([(0, "content"), (1, "digest")], found.Select(disagreement => (disagreement.Turn!.Value, disagreement.What)));
    }

    [Fact]
    public void Verify_WhenATurnReplacesMoreThanItsParentSampled_NamesIt()
    {
        var rows = Rows();
        var found = Verify(rows with { Turns = rows.Turns.SetItem(1, rows.Turns[1] with { ReplacedCount = 3 }) });

        Assert.Equal([(1, "digest"), (1, "content")], found.Select(disagreement => (disagreement.Turn!.Value, disagreement.What)));
    }

    [Fact]
    public void Verify_WhenTheHeadIsWrong_NamesEachField()
    {
        var rows = Rows();

        Assert.Equal(
            [("head", "turn_count"), ("head", "tip")],
            Verify(rows with { Head = rows.Head with { TurnCount = 1, Tip = Other } }).Select(found => (found.Row, found.What)));
    }

    [Fact]
    public void Verify_WhenIntentsAndTurnsDoNotPairUp_NamesBoth()
    {
        var rows = Rows();
        var lost = rows.Intents[0] with { Key = "lost", End = new IntentEnd.Committed(7) };

        Assert.Equal(
            [("head", "intent_count"), ("head", "open_intents"), ("intent-lost", "turn"), ("turn-00000001", "intent")],
            Verify(rows with { Intents = [rows.Intents[0], lost] }).Select(found => (found.Row, found.What)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Verify_WhenTheActiveTurnIsNotStored_NamesTheHead(int active)
    {
        var rows = Rows();
        var found = Assert.Single(Verify(rows with { Head = rows.Head with { Active = active } }));

        Assert.Equal(("head", "active", $"the active turn is {active}; 2 turns are stored."), (found.Row, found.What, found.Detail));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void Verify_WhenAnIntentBecameATurnThatIsNotStored_NamesIt(int sequence)
    {
        var rows = Rows();
        var lost = Intents.Of("open") with { End = new IntentEnd.Committed(sequence) };
        var found = Assert.Single(Verify(rows with { Head = rows.Head with { OpenIntents = 0 }, Intents = rows.Intents.SetItem(2, lost) }));

        Assert.Equal(("intent-open", "turn", $"became turn {sequence}; 2 turns are stored."), (found.Row, found.What, found.Detail));
    }

    private static ImmutableArray<Disagreement> Verify(SessionRows rows) => RowVerifier.Verify(rows, HandMade.Genesis).Disagreements;

    /// <summary>The rows of two turns, each under an intent of its own.</summary>
    private static SessionRows Rows()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        var two = one.Restore(one.Active, HandMade.Second);
        return new(
            Heads.Of("a") with { TurnCount = 2, Tip = two.Tip, Active = 1, OpenIntents = 1, IntentCount = 3 },
            [.. two.Turns.Select(TurnRowCodec.Encode)],
            [Intents.Of("k") with { End = new IntentEnd.Committed(0) }, Intents.Of("l") with { End = new IntentEnd.Committed(1) }, Intents.Of("open")]);
    }
}

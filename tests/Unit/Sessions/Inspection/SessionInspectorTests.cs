using Tito.Core.Sessions.Inspection;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions.Inspection;

public sealed class SessionInspectorTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 1, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 0)]
    public async Task RunAsync_OfATurn_LaysOutItsPathWithItsVerdict(int? asked, int shown, int mismatches)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('y'), Trees.Root('x'));

        var inspection = Assert.IsType<InspectOutcome.Shown>(await InspectAsync(asked, 0)).Inspection;

        Assert.Equal([shown], inspection.Path.Select(turn => turn.Turn.Sequence));
        Assert.Equal(
            (4, true, mismatches, new TokenPage(0, 1)),
            (inspection.TokenCount, inspection.IsOfServedModel, inspection.Mismatches!.Value.Length, inspection.Page));
        Assert.Equal(shown == 0 ? "y" : "x", inspection.Path[0].Runs[^1].Parts[^1].Text);
    }

    [Fact]
    public async Task RunAsync_OfASessionWithoutTurns_ShowsAnEmptyPage()
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening));

        var inspection = Assert.IsType<InspectOutcome.Shown>(await InspectAsync(null, 0)).Inspection;

        Assert.Empty(inspection.Path);
        Assert.Equal((0, null, new TokenPage(0, 1)), (inspection.TokenCount, inspection.Mismatches, inspection.Page));
    }

    [Fact]
    public async Task RunAsync_OfASessionOfAnotherModel_ShowsIdsAlone()
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Closing), Trees.Root('y'));

        var inspection = Assert.IsType<InspectOutcome.Shown>(await InspectAsync(null, 0)).Inspection;

        Assert.Equal(
            (false, null, "[121]"),
            (inspection.IsOfServedModel, inspection.Mismatches, inspection.Path[0].Runs[^1].Parts[^1].Text));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public async Task RunAsync_OfNoTurnOfTheSession_SaysHowManyThereAre(int turn)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('y'), Trees.Root('x'));

        Assert.Equal(new InspectOutcome.NoTurn(2), await InspectAsync(turn, 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task RunAsync_OfNoPageOfTheConversation_SaysHowManyThereAre(int page)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('y'));

        Assert.Equal(new InspectOutcome.NoPage(1), await InspectAsync(null, page));
    }

    [Fact]
    public async Task RunAsync_AgainstATurnInTheSamePlace_TellsWhereTheyPart()
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('y'), Trees.Root('x'));

        var difference = Assert.IsType<InspectOutcome.Shown>(await InspectAsync(1, 0, 0)).Inspection.Difference!;

        Assert.Equal((1, 0, 3), (difference.Turn.Sequence, difference.Other.Sequence, difference.PartAt));
        Assert.Equal([(DifferenceSide.First, "y"), (DifferenceSide.Second, "x")], difference.Runs.Skip(1).Select(run => (run.Side, run.Text)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task RunAsync_AgainstATurnThatIsNoSibling_SaysSo(int against)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening), Trees.Root('y'), Trees.Root('x'));

        Assert.IsType<InspectOutcome.NoSibling>(await InspectAsync(1, 0, against));
    }

    [Fact]
    public async Task RunAsync_OfNoSession_SaysSo() => Assert.IsType<InspectOutcome.NoSession>(await InspectAsync(null, 0));

    private Task<InspectOutcome> InspectAsync(int? turn, int page, int? against = null)
    {
        var (model, clock) = (ScriptModels.Of(ScriptFamily.Opening), new HandClock());
        return new SessionInspector(_journal, new(_journal, model, clock), model, clock).RunAsync(Trees.Id, turn, page, against, Ends);
    }
}

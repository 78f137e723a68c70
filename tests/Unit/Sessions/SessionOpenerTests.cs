using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Turns;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>A session of an id that its client chose, which may be there already.</summary>
public sealed class SessionOpenerTests
{
    private static readonly SessionSettings Seven = new() { MaxTurns = 7 };
    private static readonly SessionSettings Eight = new() { MaxTurns = 8 };

    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_OfANewId_StoresTheSettingsOrElseTheDefaults()
    {
        var chosen = await OpenAsync("1", Seven, reward: 0.5);
        var byDefault = await OpenAsync("2", null);

        Assert.Equal((true, Seven, 0.5), (chosen.IsNew, chosen.Head.Settings, chosen.Head.Reward));
        Assert.Equal((true, Eight, null), (byDefault.IsNew, byDefault.Head.Settings, byDefault.Head.Reward));
        Assert.Equal(chosen.Head, await _journal.FindHeadAsync("1", Ends));
        Assert.Equal(byDefault.Head, await _journal.FindHeadAsync("2", Ends));
    }

    [Fact]
    public async Task OpenAsync_OfAnIdThatIsThere_FindsItWithItsSettingsOrWithNone()
    {
        var first = await OpenAsync("1", Seven, reward: 0.5);

        Assert.Equal(first with { IsNew = false }, await OpenAsync("1", Seven, reward: 0.25));
        Assert.Equal(first with { IsNew = false }, await OpenAsync("1", null));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    [InlineData(8, false)]
    public async Task OpenAsync_OfAnIdThatIsThereOtherwise_IsRefused(int maxTurns, bool isOfTheModel)
    {
        await OpenAsync("1", Seven);

        var refused = Assert.IsType<OpenOutcome.Refused>(await Opener(isOfTheModel ? ScriptFamily.Closing : ScriptFamily.Opening).OpenAsync("1", new() { MaxTurns = maxTurns }, Eight, null, Ends));

        Assert.Equal((ProblemCode.SessionExists, "id"), (refused.Problem.Code, refused.Problem.Param));
        Assert.Equal(7, (await _journal.FindHeadAsync("1", Ends))!.Settings.MaxTurns);
    }

    /// <summary>Another client opens it between the look and the write: that one counts.</summary>
    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public async Task OpenAsync_OfAnIdThatIsTakenMeanwhile_LooksAgain(int maxTurns, bool isFound)
    {
        await OpenAsync("1", Seven);
        var blind = new FaultyJournal(_journal, 0, StoreFault.Blind);

        var outcome = await new SessionOpener(blind, ScriptModels.Of(ScriptFamily.Closing), new HandClock())
            .OpenAsync("1", new() { MaxTurns = maxTurns }, Eight, null, Ends);

        Assert.Equal(isFound, outcome is OpenOutcome.Open { IsNew: false });
        Assert.Equal(isFound, outcome is not OpenOutcome.Refused);
        Assert.Equal(3, blind.Calls);
    }

    /// <summary>It comes and goes each time: that ends somewhere.</summary>
    [Fact]
    public async Task OpenAsync_OfAnIdThatComesAndGoes_GivesUp()
    {
        await OpenAsync("1", Seven);
        var blind = new FaultyJournal(_journal, call => call % 2 == 0 ? StoreFault.Blind : null);

        var outcome = await new SessionOpener(blind, ScriptModels.Of(ScriptFamily.Closing), new HandClock())
            .OpenAsync("1", Seven, Eight, null, Ends);

        Assert.Equal(ProblemCode.SessionExists, Assert.IsType<OpenOutcome.Refused>(outcome).Problem.Code);
        Assert.Equal(10, blind.Calls);
    }

    /// <summary>Whatever it was opened with, a client that asks for nothing has it.</summary>
    [Fact]
    public async Task OpenAsync_WithoutSettings_FindsASessionOfAnotherModel()
    {
        await OpenAsync("1", Seven);

        Assert.False(Assert.IsType<OpenOutcome.Open>(await Opener(ScriptFamily.Opening).OpenAsync("1", null, Eight, null, Ends)).IsNew);
    }

    private async Task<OpenOutcome.Open> OpenAsync(string id, SessionSettings? settings, double? reward = null) =>
        Assert.IsType<OpenOutcome.Open>(await Opener(ScriptFamily.Closing).OpenAsync(id, settings, Eight, reward, Ends));

    private SessionOpener Opener(ScriptFamily family) => new(_journal, ScriptModels.Of(family), new HandClock());
}

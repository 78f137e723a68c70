using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns.Live;

public sealed class TurnPatienceTests
{
    [Fact]
    public void Leave_OfTheLastOne_GivesUp()
    {
        using var patience = new TurnPatience(outlives: false);
        Assert.True(patience.TryJoin());

        patience.Leave();
        Assert.False(patience.Token.IsCancellationRequested);
        patience.Leave();

        Assert.True(patience.Token.IsCancellationRequested);
        Assert.False(patience.TryJoin());
    }

    [Fact]
    public void Leave_OfATurnThatOutlives_GivesNothingUpAndLetsOthersJoin()
    {
        using var patience = new TurnPatience(outlives: true);

        patience.Leave();

        Assert.False(patience.Token.IsCancellationRequested);
        Assert.True(patience.TryJoin());
    }

    [Fact]
    public void TryJoin_WhenTheTurnIsOver_IsFalseAndLeavingSaysNothing()
    {
        var patience = new TurnPatience(outlives: false);
        patience.Dispose();

        Assert.False(patience.TryJoin());
        patience.Leave();
    }

    /// <summary>The last reader goes away in the moment in which the turn ends.</summary>
    [Fact]
    public void Leave_WhileTheTurnEnds_NeverFails()
    {
        for (var round = 0; round < 20_000; round++)
        {
            using var patience = new TurnPatience(outlives: false);
            Parallel.Invoke(patience.Leave, patience.Dispose);
        }
    }

    [Fact]
    public void IsAlone_OfATurnThatOutlives_IsSoWhileNobodyWaits()
    {
        var patience = new TurnPatience(outlives: true);
        Assert.False(patience.IsAlone);

        patience.Leave();
        Assert.True(patience.IsAlone);
        Assert.True(patience.TryJoin());
        Assert.False(patience.IsAlone);
        patience.Leave();
        Assert.True(patience.IsAlone);
        patience.Dispose();
        Assert.False(patience.IsAlone);
    }
}

using Microsoft.Extensions.Time.Testing;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Turns;

/// <summary>Which answers left the process whole.</summary>
public sealed class TurnDeliveriesTests
{
    private static readonly Turn Turn = HandMade.Committed(HandMade.First);

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly TurnDeliveries _deliveries;

    public TurnDeliveriesTests() => _deliveries = new(_clock);

    /// <summary>b: begun; a: told again; g: begun when its clients had gone; w: told whole; c: cut off.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("b", false)]
    [InlineData("g", true)]
    [InlineData("b w", false)]
    [InlineData("b c", true)]
    [InlineData("b c w", false)]
    [InlineData("b w c", false)]
    [InlineData("g w", false)]
    [InlineData("g c", true)]
    [InlineData("w", false)]
    [InlineData("c", true)]
    [InlineData("b c a", false)]
    [InlineData("b c a c", true)]
    [InlineData("g a w c", false)]
    [InlineData("a", false)]
    public void IsOwed_AfterTheseSteps_IsWhatTheLastClientSaw(string steps, bool? expected)
    {
        Take(steps);

        Assert.Equal(expected, _deliveries.IsOwed("s", Turn));
        Assert.Null(_deliveries.IsOwed("other", Turn));
    }

    /// <summary>Docs: two minutes of what arrived, an hour of what was cut off.</summary>
    [Theory]
    [InlineData("b w", 119, false)]
    [InlineData("b w", 120, false)]
    [InlineData("b w", 121, null)]
    [InlineData("b", 121, null)]
    [InlineData("b c", 121, true)]
    [InlineData("b c", 3599, true)]
    [InlineData("b c", 3600, true)]
    [InlineData("b c", 3601, null)]
    [InlineData("g", 3599, true)]
    [InlineData("g", 3601, null)]
    [InlineData("b c w", 121, null)]
    public void IsOwed_AfterAWhile_IsForgotten(string steps, int seconds, bool? expected)
    {
        Take(steps);

        _clock.Advance(TimeSpan.FromSeconds(seconds));
        _deliveries.End("another", Turn, isWhole: true);

        Assert.Equal(expected, _deliveries.IsOwed("s", Turn));
    }

    private void Take(string steps)
    {
        foreach (var step in steps.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "a")
            {
                _deliveries.TellAgain("s", Turn);
            }
            else if (step is "b" or "g")
            {
                _deliveries.Begin("s", Turn, isAlone: step == "g");
            }
            else
            {
                _deliveries.End("s", Turn, isWhole: step == "w");
            }
        }
    }
}

using Tito.Engines.Routing;

namespace Tito.Tests.Unit.Engines.Routing;

public sealed class CircuitTests
{
    private readonly Circuit _circuit = new();

    [Fact]
    public void Fail_ThreeTimesInARow_OpensForASecond()
    {
        Fail(2, at: 0);
        Assert.Equal(CircuitState.Closed, _circuit.State(At(0)));

        Fail(1, at: 10);

        Assert.Equal((CircuitState.Open, false), (_circuit.State(At(10.999)), _circuit.Allows(At(10.999))));
        Assert.Equal((CircuitState.HalfOpen, true), (_circuit.State(At(11)), _circuit.Allows(At(11))));
        Assert.Equal(TimeSpan.FromSeconds(0.25), _circuit.Wait(At(10.75)));
    }

    [Fact]
    public void Fail_WithASuccessBetween_BeginsToCountAnew()
    {
        Fail(2, at: 0);
        _circuit.Succeed();
        Fail(2, at: 0);

        Assert.Equal((CircuitState.Closed, 2), (_circuit.State(At(0)), _circuit.Failures));
    }

    [Fact]
    public void Begin_WhenItIsHalfOpen_LetsOneTrialThroughUntilItEnds()
    {
        Fail(3, at: 0);

        Assert.True(_circuit.Begin());
        Assert.False(_circuit.Allows(At(1)));
        _circuit.GiveUp(isTrial: true);
        Assert.True(_circuit.Allows(At(1)));
        Assert.True(_circuit.Begin());
        _circuit.Succeed();
        Assert.Equal((CircuitState.Closed, true), (_circuit.State(At(1)), _circuit.Allows(At(1))));
        Assert.False(_circuit.Begin());
    }

    [Fact]
    public void Fail_OfEachTrial_DoublesThePauseUpToAMinute()
    {
        Fail(3, at: 0);
        var (now, pauses) = (0.0, new List<double>());
        for (var trial = 0; trial < 8; trial++)
        {
            var wait = _circuit.Wait(At(now)).TotalSeconds;
            pauses.Add(wait);
            now += wait;
            _circuit.Begin();
            _circuit.Fail(isTrial: true, wasReached: true, At(now));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses);
    }

    /// <summary>Requests that were sent before it opened end one after the other; they do not prolong it.</summary>
    [Fact]
    public void Fail_OfAnOlderRequest_ChangesNothingWhileItIsOpen()
    {
        Fail(3, at: 0);
        Fail(5, at: 0.5);

        Assert.Equal(CircuitState.HalfOpen, _circuit.State(At(1)));
    }

    [Theory]
    [InlineData(false, CircuitState.Closed)]
    [InlineData(true, CircuitState.Open)]
    public void ProbedUp_ClosesWhatConnectionsOpenedAndNotWhatA5xxOpened(bool wasReached, CircuitState state)
    {
        for (var failure = 0; failure < 3; failure++)
        {
            _circuit.Fail(isTrial: false, wasReached, At(0));
        }

        _circuit.ProbedUp();

        Assert.Equal(state, _circuit.State(At(0.5)));
    }

    [Fact]
    public void ProbedDown_CountsAsAFailureAndKeepsAnOpenOneFromTrials()
    {
        for (var probe = 0; probe < 3; probe++)
        {
            _circuit.ProbedDown(At(0));
        }

        Assert.Equal(CircuitState.Open, _circuit.State(At(0.5)));
        _circuit.ProbedDown(At(5));
        Assert.Equal(CircuitState.Open, _circuit.State(At(5.999)));
        Assert.Equal(CircuitState.HalfOpen, _circuit.State(At(6)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Fail(int times, double at)
    {
        for (var failure = 0; failure < times; failure++)
        {
            _circuit.Fail(isTrial: false, wasReached: false, At(at));
        }
    }
}

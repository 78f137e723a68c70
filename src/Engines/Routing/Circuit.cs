namespace Tito.Engines.Routing;

/// <summary>
/// Leaves an endpoint alone that fails: after some failures in a row for a while, then for twice as long after each trial that fails too.
/// </summary>
/// <remarks>Not thread-safe. Times are counted from any one beginning.</remarks>
internal sealed class Circuit
{
    /// <summary>Failures in a row that open it.</summary>
    public const int Threshold = 3;

    /// <summary>How long it is open at first.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest time that it is open.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private TimeSpan? _until;
    private TimeSpan _pause;
    private bool _isTried;
    private bool _wasReached;

    /// <summary>Number of failures since the last success, 0 or more.</summary>
    public int Failures { get; private set; }

    /// <summary>What it is at a time.</summary>
    public CircuitState State(TimeSpan now) => _until is not { } until ? CircuitState.Closed
        : now < until ? CircuitState.Open
        : CircuitState.HalfOpen;

    /// <summary>Whether a request may go through.</summary>
    public bool Allows(TimeSpan now) => State(now) switch
    {
        CircuitState.Closed => true,
        CircuitState.HalfOpen => !_isTried,
        _ => false,
    };

    /// <summary>When a request may go through again, from now; zero when one may.</summary>
    public TimeSpan Wait(TimeSpan now) => _until is { } until && until > now ? until - now : TimeSpan.Zero;

    /// <summary>A request goes through, which it allowed.</summary>
    /// <returns>Whether that is the trial, whose end must be told.</returns>
    public bool Begin() => _isTried = _until is not null;

    /// <summary>A request ended without saying anything of the endpoint.</summary>
    public void GiveUp(bool isTrial) => _isTried &= !isTrial;

    /// <summary>The endpoint answered.</summary>
    public void Succeed() => (Failures, _until, _pause, _isTried) = (0, null, TimeSpan.Zero, false);

    /// <summary>The endpoint failed.</summary>
    /// <param name="isTrial">Whether it was the trial.</param>
    /// <param name="wasReached">Whether the endpoint itself said so, with a 5xx, and not the connection.</param>
    /// <param name="now">The time.</param>
    public void Fail(bool isTrial, bool wasReached, TimeSpan now)
    {
        GiveUp(isTrial);
        Failures = Failures == int.MaxValue ? Failures : Failures + 1;
        if (_until is null ? Failures >= Threshold : isTrial)
        {
            _pause = _pause == TimeSpan.Zero ? FirstPause : _pause < LongestPause / 2 ? _pause * 2 : LongestPause;
            (_until, _wasReached) = (now + _pause, wasReached);
        }
    }

    /// <summary>
    /// A probe found the endpoint up: that closes what connections opened. What the endpoint said of turns, only a turn can disprove.
    /// </summary>
    public void ProbedUp()
    {
        if (_until is null ? Failures > 0 : !_wasReached)
        {
            Succeed();
        }
    }

    /// <summary>A probe found the endpoint down: that is a failure, and no request need try what a probe just did.</summary>
    public void ProbedDown(TimeSpan now)
    {
        if (_until is { } until && until < now + _pause)
        {
            _until = now + _pause;
        }

        Fail(isTrial: false, wasReached: false, now);
    }
}

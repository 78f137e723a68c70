using System.Diagnostics;

namespace Tito.Tests.Integration.Chaos;

/// <summary>What has happened so far, counted.</summary>
internal sealed class ChaosTally
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TaskCompletionSource _reached = new();
    private int _awaited = int.MaxValue;
    private int _kills;
    private int _killsOnTheWay;
    private int _requests;
    private int _told;
    private int _recovered;
    private int _replays;

    public int Kills => _kills;

    /// <summary>Kills before the server that came in the place of an earlier one was up.</summary>
    public int KillsOnTheWay => _killsOnTheWay;

    public int Requests => _requests;

    public int Told => _told;

    /// <summary>Turns whose server died between the commit and the answer: a later request with the key was told them without the engine.</summary>
    public int Recovered => _recovered;

    /// <summary>Answers that were asked for again, and were the same bytes.</summary>
    public int Replays => _replays;

    public TimeSpan Elapsed => _clock.Elapsed;

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountReplay() => Interlocked.Increment(ref _replays);

    public void CountKill(bool wasUp)
    {
        Interlocked.Increment(ref _kills);
        Interlocked.Add(ref _killsOnTheWay, wasUp ? 0 : 1);
    }

    public void CountTold(bool recovered)
    {
        lock (_lock)
        {
            _told++;
            _recovered += recovered ? 1 : 0;
            if (_told >= _awaited)
            {
                _awaited = int.MaxValue;
                _reached.TrySetResult();
            }
        }
    }

    /// <summary>Ends when so many turns were told; there is one who waits.</summary>
    public Task WhenToldAsync(int turns)
    {
        lock (_lock)
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_told >= turns)
            {
                return Task.CompletedTask;
            }

            _awaited = turns;
            return _reached.Task;
        }
    }
}

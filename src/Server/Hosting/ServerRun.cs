using System.Runtime.InteropServices;
using Tito.Core.Turns;
using Tito.Server.Logs;

namespace Tito.Server.Hosting;

/// <summary>
/// A front from its start to its end: when it is asked to stop, it takes nothing new and waits for the turns that are under way.
/// </summary>
/// <param name="app">The front.</param>
/// <param name="drainTime">How long it waits, 0 or more.</param>
internal sealed class ServerRun(IHost app, TimeSpan drainTime)
{
    /// <summary>Exit code: turns that were under way were cut, or tokens are lost of which the journal could not be told.</summary>
    public const int TurnsWereCut = 3;

    /// <summary>How long turns that are given up may take for it.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TurnTaker _turns = app.Services.GetRequiredService<TurnTaker>();
    private readonly IHostApplicationLifetime _lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();

    /// <summary>Runs until a signal, or whoever else may, asks the server to stop.</summary>
    /// <returns>0 where every turn came to its end, else <see cref="TurnsWereCut"/>.</returns>
    public async Task<int> RunAsync()
    {
        await app.StartAsync();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Hurry);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hurry);
        await Task.Delay(Timeout.Infinite, _lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await StopAsync();
    }

    private async Task<int> StopAsync()
    {
        using var limit = new CancellationTokenSource();
        var stopped = StopAndWaitAsync(limit.Token);
        if (await Task.WhenAny(stopped, Task.Delay(drainTime), _hurry.Task) == stopped)
        {
            await stopped;
            return ExitCode(cut: 0);
        }

        var cut = _turns.RunningCount;
        if (cut > 0)
        {
            DrainLog.Cut(app.Services.GetRequiredService<ILoggerFactory>(), cut, drainTime);
        }

        if (cut > 0 && !_hurry.Task.IsCompleted)
        {
            await GiveUpAsync(stopped);
        }

        await limit.CancelAsync();
        await stopped;
        var untold = _turns.SayRest();
        if (untold > 0)
        {
            DrainLog.Untold(app.Services.GetRequiredService<ILoggerFactory>(), untold);
        }

        return ExitCode(cut);
    }

    /// <summary>Also of turns whose tokens are lost, now or long before the stop: the log has named each.</summary>
    private int ExitCode(int cut) => cut + _turns.UntoldCount > 0 ? TurnsWereCut : 0;

    /// <summary>
    /// Gives the turns up at their engines: their clients hear that they may ask again, and their keys are free, which they would not be
    /// for as long as an engine may take if the process just ended.
    /// </summary>
    private async Task GiveUpAsync(Task stopped)
    {
        using var limit = new CancellationTokenSource(LastWords);
        try
        {
            await app.Services.GetRequiredService<TurnAborter>().StopAllAsync(LastWords, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // They are cut.
        }

        await Task.WhenAny(stopped, _hurry.Task, Task.Delay(Timeout.Infinite, limit.Token));
    }

    /// <summary>
    /// Ends the connections as their answers end, and then waits for turns whose clients went away, and for a journal that was away when
    /// turns ended: what they had sampled is in this process alone.
    /// </summary>
    private async Task StopAndWaitAsync(CancellationToken limit)
    {
        await app.StopAsync(limit);
        while (_turns.RunningCount + _turns.UnsettledCount > 0 && !limit.IsCancellationRequested)
        {
            await Task.Delay(Glance, limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The first signal is the host's, which begins to stop; who sends another one does not want to wait.</summary>
    private void Hurry(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (_lifetime.ApplicationStopping.IsCancellationRequested)
        {
            _hurry.TrySetResult();
        }
    }
}

using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>Sweeps now and then in a server that runs by itself, as the timer of the Functions host does in the cloud.</summary>
/// <param name="sweep">One sweep.</param>
/// <param name="options">How often.</param>
/// <param name="clock">The time.</param>
/// <param name="logs">Where a sweep that failed is reported.</param>
internal sealed class SweepTimer(SweepRun sweep, ServerOptions options, TimeProvider clock, ILoggerFactory logs) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var log = SweepLog.Create(logs);
        using var timer = new PeriodicTimer(options.SweepInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(log, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task SweepAsync(ILogger log, CancellationToken stoppingToken)
    {
        try
        {
            await sweep.RunAsync(stoppingToken);
        }
#pragma warning disable CA1031 // Do not catch general exception types: a store that is away for a while must not end the server
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            SweepLog.Failed(log, options.SweepInterval, failure);
        }
    }
}

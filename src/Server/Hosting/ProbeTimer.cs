using Tito.Core.Inference;
using Tito.Engines.Routing;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>Probes the engines now and then, the first time at the start; the next probe waits for the one before it.</summary>
/// <param name="engine">The engines, as one.</param>
/// <param name="options">How often.</param>
/// <param name="clock">The time.</param>
internal sealed class ProbeTimer(IInferenceEngine engine, ServerOptions options, TimeProvider clock) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var engines = (RoutedEngine)engine;
        using var timer = new PeriodicTimer(options.ProbeInterval, clock);
        try
        {
            do
            {
                await engines.ProbeAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}

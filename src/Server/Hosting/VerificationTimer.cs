using System.Globalization;
using Tito.Core.Verification.Runs;
using Tito.Server.Options;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>
/// Begins verification runs by itself in a server that runs by itself: at a time of day, or after a pause. Servers with one store begin one
/// run together at a time of day.
/// </summary>
/// <param name="runner">The use case.</param>
/// <param name="options">When.</param>
/// <param name="clock">The time.</param>
/// <param name="logs">Where a run that could not be begun is reported.</param>
internal sealed class VerificationTimer(VerificationRunner runner, VerifyOptions options, TimeProvider clock, ILoggerFactory logs)
    : BackgroundService
{
    private readonly ILogger _log = VerificationLog.Create(logs);

    /// <summary>The next time at which it is a time of day in UTC: after now.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeOnly at)
    {
        var today = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime).ToDateTime(at), TimeSpan.Zero);
        return today > now ? today : today.AddDays(1);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var now = clock.GetUtcNow();
                var due = options.At is { } at ? Next(now, at) : now + options.Interval!.Value;
                await WaitAsync(due, stoppingToken);
                var key = options.At is null
                    ? null
                    : string.Create(CultureInfo.InvariantCulture, $"nightly-{due.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}");
                await BeginAsync(key, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>A clock that is set, or a timer that fires early, must not begin a run twice.</summary>
    private async Task WaitAsync(DateTimeOffset due, CancellationToken stoppingToken)
    {
        while (due - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1), clock, stoppingToken);
        }
    }

    private async Task BeginAsync(string? key, CancellationToken stoppingToken)
    {
        try
        {
            await runner.StartAsync(new(VerificationTrigger.Nightly, Guid.NewGuid().ToString("N")[..8], key), stoppingToken);
        }
#pragma warning disable CA1031 // Do not catch general exception types: a store that is away for a while must not end the server
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            VerificationLog.NotBegun(_log, failure);
        }
    }
}

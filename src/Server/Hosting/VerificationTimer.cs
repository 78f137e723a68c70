using System.Globalization;
using System.Text;
using Tito.Core.Tokens;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Server.Options;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>
/// Begins verification runs by itself in a server that runs by itself: at a time of day, or after a pause. Servers with one store, the same
/// files and the same engines begin one run together at a time of day.
/// </summary>
/// <param name="runner">The use case.</param>
/// <param name="engines">The engines that are asked.</param>
/// <param name="corpus">The files that are looked at.</param>
/// <param name="options">When.</param>
/// <param name="clock">The time.</param>
/// <param name="logs">Where a run that could not be begun is reported.</param>
internal sealed class VerificationTimer(
    VerificationRunner runner, IEnumerable<IVerifiedEngine> engines, IGoldenCorpus corpus, VerifyOptions options, TimeProvider clock,
    ILoggerFactory logs)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

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
                await BeginAsync(due, stoppingToken);
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

    /// <summary>
    /// The key of a night. Servers that look at other files or ask other engines have nights of their own: of one plan for both, each could
    /// do only its part, and what the other one's plan leaves out would be verified by nobody.
    /// </summary>
    private string Key(DateTimeOffset due)
    {
        string[] covered = [.. engines.Select(engine => engine.Name).Order(StringComparer.Ordinal), "", .. corpus.List()];
        var scope = Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', covered))).ToString()[..8];
        return string.Create(CultureInfo.InvariantCulture, $"nightly-{due.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}-{scope}");
    }

    /// <summary>Begins the run that is due, as often as it takes: under one key it is one run, wherever an attempt failed.</summary>
    private async Task BeginAsync(DateTimeOffset due, CancellationToken stoppingToken)
    {
        var nonce = Guid.NewGuid().ToString("N")[..8];
        string? key = null;
        while (true)
        {
            try
            {
                key ??= options.At is null ? $"interval-{nonce}" : Key(due);
                await runner.StartAsync(new(VerificationTrigger.Nightly, nonce, key), stoppingToken);
                return;
            }
#pragma warning disable CA1031 // Do not catch general exception types: a store that is away for a while must not end the server
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (options.At is { } at && clock.GetUtcNow() + Pause >= Next(due, at))
                {
                    VerificationLog.GivenUp(_log, due, failure);
                    return;
                }

                VerificationLog.NotBegun(_log, due, Pause, failure);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }
}

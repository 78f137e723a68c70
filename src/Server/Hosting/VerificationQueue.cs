using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Tito.Core.Verification;
using Tito.Core.Verification.Runs;
using Tito.Server.Options;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>
/// The schedule of a server that runs by itself: works runs off one after the other in this process, and at its start those that an earlier
/// process left open.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="services">Give the use case when the work begins: it needs this schedule itself.</param>
/// <param name="options">How many shards at a time.</param>
/// <param name="clock">The time of pauses.</param>
/// <param name="logs">Where failures are reported.</param>
internal sealed class VerificationQueue(IServiceProvider services, VerifyOptions options, TimeProvider clock, ILoggerFactory logs)
    : BackgroundService, IVerificationSchedule
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>After that a run is looked at again of which shards were left to other processes.</summary>
    private static readonly TimeSpan LeftPause = TimeSpan.FromMinutes(1);

    private readonly Channel<string> _runs = Channel.CreateUnbounded<string>();

    /// <summary>The runs that are not done with here, and whether the log says of each that some of its shards were left.</summary>
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);
    private readonly ILogger _log = VerificationLog.Create(logs);

    /// <inheritdoc/>
    public ValueTask ScheduleAsync(string runId, CancellationToken cancellationToken) =>
        _waiting.TryAdd(runId, false) ? _runs.Writer.WriteAsync(runId, cancellationToken) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var runner = services.GetRequiredService<VerificationRunner>();
            var worker = new RunWorker(runner, options.Parallel, clock, _log);
            await ResumeAsync(runner, stoppingToken);
            await foreach (var runId in _runs.Reader.ReadAllAsync(stoppingToken))
            {
                if (await UntilDoneAsync(runId, () => worker.RunAsync(runId, stoppingToken), stoppingToken))
                {
                    _waiting.TryRemove(runId, out _);
                }
                else
                {
                    // Meanwhile other runs have their turn.
                    _ = ComeBackAsync(runId, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what is open is resumed by the next one.
        }
    }

    private async Task ResumeAsync(VerificationRunner runner, CancellationToken stoppingToken)
    {
        var open = ImmutableArray<string>.Empty;
        await UntilDoneAsync("that was left open", async () => open = await runner.ListOpenAsync(stoppingToken), stoppingToken);
        foreach (var runId in open)
        {
            await UntilDoneAsync(runId, () => runner.ResumeAsync(runId, stoppingToken), stoppingToken);
        }
    }

    private async Task ComeBackAsync(string runId, CancellationToken stoppingToken)
    {
        if (_waiting.TryUpdate(runId, newValue: true, comparisonValue: false))
        {
            VerificationLog.Left(_log, runId, LeftPause);
        }

        await Task.Delay(LeftPause, clock, stoppingToken);
        await _runs.Writer.WriteAsync(runId, stoppingToken);
    }

    private Task<bool> UntilDoneAsync(string runId, Func<Task> work, CancellationToken stoppingToken) => UntilDoneAsync(
        runId,
        async () =>
        {
            await work();
            return true;
        },
        stoppingToken);

    /// <summary>Tries until an attempt comes to its end, and says what that was. A damaged run is done with: no attempt mends it.</summary>
    private async Task<bool> UntilDoneAsync(string runId, Func<Task<bool>> work, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (VerificationCorruptException damage)
            {
                VerificationLog.Damaged(_log, runId, damage.Message);
                return true;
            }
#pragma warning disable CA1031 // Do not catch general exception types: a store that is away for a while must not end the server
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                VerificationLog.Stopped(_log, runId, Pause, failure);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }
}

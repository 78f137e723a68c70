using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Engines.Routing;

namespace Tito.Server.Seen;

/// <summary>Whether this server can take turns: asks its engines and its journal, at most once a second.</summary>
/// <remarks>Thread-safe. Who asks meanwhile has the answer that is on its way.</remarks>
/// <param name="engine">The engines.</param>
/// <param name="journal">The journal.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Hears what kind of failure the journal met.</param>
internal sealed partial class Readiness(
    IInferenceEngine engine, IJournalUpkeep journal, TimeProvider clock, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>An id that no session has: it is looked for, and what counts is that there is an answer.</summary>
    private static readonly string Nobody = new('0', 32);

    private readonly Lock _lock = new();
    private (long At, Task<ReadyReport> Report)? _last;

    /// <summary>How both stand.</summary>
    public Task<ReadyReport> AskAsync()
    {
        lock (_lock)
        {
            if (_last is not var (at, report) || (report.IsCompleted && clock.GetElapsedTime(at) > Freshness))
            {
                report = LookAsync();
                _last = (clock.GetTimestamp(), report);
            }

            return report;
        }
    }

    private async Task<ReadyReport> LookAsync()
    {
        // Off the lock, whatever part of an answer comes at once.
        await Task.Yield();
        var engines = EnginesAsync();
        return new(await engines, await JournalAsync());
    }

    private async Task<EngineReadiness> EnginesAsync()
    {
        if (engine is not RoutedEngine routed)
        {
            return EngineReadiness.Ok;
        }

        var began = clock.GetUtcNow();
        var haveAllAnswered = await HaveAllAnsweredAsync(routed);
        var open = routed.Status().Where(one => !one.IsDrained).ToList();

        // What was heard of an engine before says nothing of one that answers no more.
        var heard = haveAllAnswered ? open : open.FindAll(one => one.ProbedAt >= began);
        return open.Count == 0 ? EngineReadiness.Drained
            : heard.Exists(one => one.Health != EndpointHealth.Down && one.Circuit != CircuitState.Open) ? EngineReadiness.Ok
            : haveAllAnswered ? EngineReadiness.Down
            : EngineReadiness.Silent;
    }

    private async Task<bool> HaveAllAnsweredAsync(RoutedEngine routed)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            await routed.ProbeAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> JournalAsync()
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            // A store that does not listen to its token is waited for no longer than one that does.
            await journal.FindHeadAsync(Nobody, limit.Token).AsTask().WaitAsync(limit.Token);
            return true;
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever a store throws, it is not ready
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogUnready((failure.InnerException ?? failure).GetType().Name);
            return false;
        }
    }

    /// <summary>The kind alone: a store's message may name where it is.</summary>
    [LoggerMessage(LogLevel.Warning, "The journal is not ready: {Failure}")]
    private partial void LogUnready(string failure);
}

using System.Diagnostics.Metrics;

namespace Tito.Server.Seen;

/// <summary>The instruments of one server; docs/observability.md lists them by the names that Prometheus has for them.</summary>
/// <remarks>
/// Thread-safe. Labels are words of ours and numbers: no id, no text, nothing that grows with what clients send. Instruments are disposed
/// with their meter.
/// </remarks>
internal sealed class TitoMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Tito";

    /// <summary>From a store on this machine to a completion of many thousand tokens.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
    };

    /// <summary>Makes the instruments.</summary>
    public TitoMetrics()
    {
        Requests = Duration("tito.request.duration", "Requests, by method, route and status; those of probes are not counted.");
        Errors = Count("tito.errors", "Error answers, by code.");
        Conflicts = Count("tito.conflicts", "Error answers with status 409, by code.");
        Turns = Count("tito.turns", "Turns that were asked for, by outcome: committed, replayed, abandoned, or the problem's code.");
        RunningTurns = Meter.CreateUpDownCounter<long>("tito.turns.running", null, "Requests that wait for their turn.");
        Tokens = Count("tito.tokens", "Tokens that committed turns added, by origin.");
        Splices = Count("tito.splices", "Committed turns whose prompt has a splice patch, or in which sampled tokens gave way.");
        Restarts = Count("tito.restarts", "Committed turns that left others behind, by reason.");
        LeftBehindTokens = Count("tito.left.behind.tokens", "Sampled tokens in turns that were left behind.");
        Forks = Count("tito.forks", "Committed turns that began beside what their conversation had in a tree.");
        ForkTokens = Count("tito.fork.tokens", "Sampled tokens in the turns beside which they began.");
        Mismatches = Count("tito.mismatches", "The comparator's findings by type, each state of a session once, when it is looked at.");
        Disagreements = Count(
            "tito.disagreements", "Committed turns whose engine made a message that is not what its tokens say, by field.");
        ExpiredSessions = Count("tito.expired.sessions", "Sessions that were removed past their time to live, by alarms and by sweeps.");
        LostTokens = Count("tito.lost.tokens", "Sampled tokens that are lost, because the journal could not be told of them.");
        Engine = Duration("tito.engine.duration", "Completions, by engine and outcome.");
        Journal = Duration("tito.journal.duration", "Operations of the store behind the sessions in memory, by operation.");
    }

    /// <summary>The meter of all.</summary>
    public Meter Meter { get; } = new(MeterName);

    public Histogram<double> Requests { get; }

    public Counter<long> Errors { get; }

    public Counter<long> Conflicts { get; }

    public Counter<long> Turns { get; }

    public UpDownCounter<long> RunningTurns { get; }

    public Counter<long> Tokens { get; }

    public Counter<long> Splices { get; }

    public Counter<long> Restarts { get; }

    public Counter<long> LeftBehindTokens { get; }

    public Counter<long> Forks { get; }

    public Counter<long> ForkTokens { get; }

    public Counter<long> Mismatches { get; }

    public Counter<long> Disagreements { get; }

    public Counter<long> ExpiredSessions { get; }

    public Counter<long> LostTokens { get; }

    public Histogram<double> Engine { get; }

    public Histogram<double> Journal { get; }

    /// <summary>Ends the meter.</summary>
    public void Dispose() => Meter.Dispose();

    private Counter<long> Count(string name, string description) => Meter.CreateCounter<long>(name, null, description);

    private Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, tags: null, advice: Seconds);
}

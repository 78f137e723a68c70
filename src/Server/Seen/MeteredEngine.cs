using System.Diagnostics;
using System.Globalization;
using Tito.Core.Inference;

namespace Tito.Server.Seen;

/// <summary>Measures how long an engine takes, and how that ends.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="engine">The engine.</param>
/// <param name="index">Its place in the list of engines, 0 or more.</param>
/// <param name="metrics">The instruments.</param>
internal sealed class MeteredEngine(IInferenceEngine engine, int index, TitoMetrics metrics) : IInferenceEngine
{
    private readonly string _name = index.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        using var span = Spans.Source.StartActivity("engine", ActivityKind.Client);
        var began = Stopwatch.GetTimestamp();
        var word = "cancelled";
        try
        {
            var outcome = await engine.GenerateAsync(request, observer, cancellationToken);
            word = Word(outcome);
            return outcome;
        }
        finally
        {
            span?.SetTag("engine", _name).SetTag("outcome", word);
            metrics.Engine.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new KeyValuePair<string, object?>("engine", _name),
                new KeyValuePair<string, object?>("outcome", word));
        }
    }

    /// <inheritdoc/>
    public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => engine.AbortAsync(idPrefix, cancellationToken);

    private static string Word(InferenceOutcome outcome) => outcome switch
    {
        InferenceOutcome.Completed => "completed",
        InferenceOutcome.Unserved => "unserved",
        InferenceOutcome.Rejected => "rejected",
        InferenceOutcome.Nonsense => "nonsense",
        InferenceOutcome.NoRoom => "no_room",
        InferenceOutcome.Unreachable => "unreachable",
        InferenceOutcome.TimedOut => "timed_out",
        _ => "not_sent",
    };
}

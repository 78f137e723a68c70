using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Journals;

namespace Tito.Server.Seen;

/// <summary>
/// Measures how long a store takes for each operation. Lists, which last as long as somebody reads them, are not measured.
/// </summary>
/// <remarks>Thread-safe where the store is.</remarks>
/// <param name="journal">The store.</param>
/// <param name="metrics">The instruments.</param>
internal sealed class MeteredJournal(IJournal journal, TitoMetrics metrics) : IJournal
{
    /// <inheritdoc/>
    public JournalLimits Limits => journal.Limits;

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        MeasureAsync("create", () => journal.CreateAsync(head, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        MeasureAsync("load", () => journal.LoadAsync(sessionId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        MeasureAsync("refresh", () => journal.RefreshAsync(known, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => MeasureAsync("change", () => journal.ChangeAsync(sessionId, key, decide, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        MeasureAsync("delete", () => journal.DeleteAsync(sessionId, version, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        journal.ListAsync(after, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        MeasureAsync("find_head", () => journal.FindHeadAsync(sessionId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        MeasureAsync("read_rows", () => journal.ReadRowsAsync(sessionId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TurnShape>?> ReadShapeAsync(string sessionId, CancellationToken cancellationToken) =>
        MeasureAsync("read_shape", () => journal.ReadShapeAsync(sessionId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        MeasureAsync("collect_garbage", () => journal.CollectGarbageAsync(now, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        MeasureAsync("find_parked", () => journal.FindParkedAsync(sessionId, key, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => journal.ListParkedAsync(cancellationToken);

    private async ValueTask<T> MeasureAsync<T>(string operation, Func<ValueTask<T>> ask)
    {
        using var span = Spans.Source.StartActivity("journal", ActivityKind.Client);
        span?.SetTag("operation", operation);
        var began = Stopwatch.GetTimestamp();
        try
        {
            return await ask();
        }
        finally
        {
            metrics.Journal.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("operation", operation));
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>
/// Several engines of one model as one: a session stays with an engine while it can, so that the engine's prefix cache stays warm; and an
/// engine that fails, is drained or has weights that are too old is gone around.
/// </summary>
/// <remarks>
/// Thread-safe. What is known of endpoints is this process's own; the order in which sessions prefer them is the same in all.
/// </remarks>
public sealed class RoutedEngine : IInferenceEngine
{
    private const int LeastServerError = 500;

    private static readonly TimeSpan WaitAfterRefusal = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<EngineEndpoint> _endpoints;
    private readonly RendezvousOrder _order;
    private readonly EndpointPool _pool;
    private readonly RoutingOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>One engine of several.</summary>
    /// <param name="endpoints">One or more, no two with one address.</param>
    /// <param name="options">How requests are spread.</param>
    /// <param name="clock">The clock of waits and circuits.</param>
    /// <exception cref="ArgumentException">There is no endpoint, or two have one address.</exception>
    public RoutedEngine(IEnumerable<EngineEndpoint> endpoints, RoutingOptions options, TimeProvider clock)
    {
        _endpoints = [.. endpoints];
        var addresses = _endpoints.Select(endpoint => endpoint.Address).ToArray();
        if (addresses.Length == 0 || addresses.Distinct(StringComparer.Ordinal).Count() != addresses.Length)
        {
            throw new ArgumentException("There must be an endpoint, and no two with one address.", nameof(endpoints));
        }

        (_order, _pool, _options, _clock) = (new(addresses), new(addresses, options, clock), options, clock);
    }

    /// <summary>Hears of each endpoint that is left alone after failures, or asked again; null for nobody. Must not throw.</summary>
    public Action<EndpointStatus>? Changed
    {
        get => _pool.Changed;
        set => _pool.Changed = value;
    }

    /// <summary>Number of requests that wait for a place, 0 or more.</summary>
    public int WaitingCount => _pool.WaitingCount;

    /// <summary>Number of endpoints, 1 or more.</summary>
    public int Count => _endpoints.Length;

    /// <summary>How each endpoint stands, in the order of the list.</summary>
    public ImmutableArray<EndpointStatus> Status() => _pool.Status();

    /// <summary>Gives an endpoint no new request any more, or requests again; what it works on goes on.</summary>
    /// <param name="index">The endpoint's place in the list, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="isDrained">Whether it gets none.</param>
    public void Drain(int index, bool isDrained) => _pool.Drain(index, isDrained);

    /// <inheritdoc/>
    public async Task<InferenceOutcome> GenerateAsync(
        InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        var seen = observer is null ? null : new SeenTokens(observer);
        var left = new PlacementRequest(_order.Of(request.SessionId), request.MaxStaleness);
        InferenceOutcome? refusal = null;
        for (var attempt = 1; ; attempt++)
        {
            var patience = _options.Patience - _clock.GetElapsedTime(began);
            switch (await _pool.TakeAsync(left, patience, cancellationToken).ConfigureAwait(false))
            {
                case Placement.Nowhere(var none):
                    return none.Why == NotSentReason.Busy ? none : refusal ?? none;
                case Placement.At(var lease):
                    var outcome = WithWait(await AskAsync(lease, request, seen, cancellationToken).ConfigureAwait(false));
                    left = left with { Order = left.Order.Remove(lease.Endpoint) };
                    if (attempt == RoutingOptions.MaxAttempts || left.Order.IsEmpty || seen is { Any: true }
                        || !RetryRule.MayRetry(outcome) || _clock.GetElapsedTime(began) >= _options.Patience)
                    {
                        return outcome;
                    }

                    refusal = outcome;
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// All endpoints are asked, the drained ones and those left alone among them: any of them may still work on such a request.
    /// </remarks>
    public async Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken)
    {
        var taken = await Task.WhenAll(_endpoints.Select(endpoint => endpoint.Engine.AbortAsync(idPrefix, cancellationToken)))
            .ConfigureAwait(false);
        return taken.Contains(true);
    }

    /// <summary>Probes each endpoint that has a probe, all at once.</summary>
    /// <param name="cancellationToken">Gives the probes up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled before the end.</exception>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_endpoints.Select((_, index) => ProbeAsync(index, cancellationToken)));

    private async Task ProbeAsync(int index, CancellationToken cancellationToken)
    {
        if (_endpoints[index].Probe is { } probe)
        {
            _pool.Learn(index, await probe.ProbeAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<InferenceOutcome> AskAsync(
        EndpointLease lease, InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        InferenceOutcome? outcome = null;
        try
        {
            outcome = await _endpoints[lease.Endpoint].Engine.GenerateAsync(request, observer, cancellationToken).ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            _pool.Release(lease, Verdict(outcome), (outcome as InferenceOutcome.Completed)?.Sampled.Facts.LastWeightVersion);
        }
    }

    private static EndpointVerdict Verdict(InferenceOutcome? outcome) => outcome switch
    {
        null or InferenceOutcome.Unserved => EndpointVerdict.None,
        InferenceOutcome.Unreachable or InferenceOutcome.TimedOut => EndpointVerdict.Unreachable,
        InferenceOutcome.Rejected { Status: >= LeastServerError } => EndpointVerdict.Failed,
        _ => EndpointVerdict.Answered,
    };

    /// <summary>A refusal because of load says when to come back, even where the engine does not.</summary>
    private static InferenceOutcome WithWait(InferenceOutcome outcome) =>
        outcome is InferenceOutcome.Rejected { Status: 429, RetryAfter: null } rejected
            ? rejected with { RetryAfter = WaitAfterRefusal }
            : outcome;
}

using System.Collections.Immutable;
using System.Globalization;
using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>Gives requests their places at endpoints, and lets some wait while there is none.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EndpointPool
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly PooledEndpoint[] _endpoints;
    private readonly WeightVersions _versions;
    private readonly EndpointChooser _chooser;
    private readonly LinkedList<WaitingRequest> _waiting = new();
    private readonly RoutingOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private double _meanSeconds = 1;

    public EndpointPool(IEnumerable<string> addresses, RoutingOptions options, TimeProvider clock)
    {
        _endpoints = [.. addresses.Select(address => new PooledEndpoint(address))];
        _versions = new(_endpoints.Length);
        _chooser = new(_endpoints, _versions, options);
        (_options, _clock, _began) = (options, clock, clock.GetTimestamp());
    }

    /// <summary>Hears of each endpoint whose circuit opened or closed.</summary>
    public Action<EndpointStatus>? Changed { get; set; }

    /// <summary>Number of requests that wait, 0 or more.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    private TimeSpan Now => _clock.GetElapsedTime(_began);

    /// <summary>Places a request; where all endpoints that it may go to are full, it waits.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="patience">The longest wait.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <returns>A lease, or why there is none; never <see cref="Placement.Full"/>.</returns>
    public async Task<Placement> TakeAsync(PlacementRequest request, TimeSpan patience, CancellationToken cancellationToken)
    {
        WaitingRequest waiting;
        lock (_lock)
        {
            // Whoever waits already comes first, and each of them would have been placed if it could be.
            var placed = Place(request);
            if (placed is not Placement.Full)
            {
                return placed;
            }

            if (_waiting.Count >= _options.MaxWaiting || patience <= TimeSpan.Zero)
            {
                return Busy();
            }

            waiting = new(request);
            _waiting.AddLast(waiting);
        }

        using var limit = new CancellationTokenSource(patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var signal = either.Token.Register(() => GiveUp(waiting)).ConfigureAwait(false);
        var given = await waiting.Task.ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested)
        {
            return given;
        }

        if (given is Placement.At(var lease))
        {
            Release(lease, EndpointVerdict.None, null);
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="lease">The place.</param>
    /// <param name="verdict">What the end says of the endpoint.</param>
    /// <param name="weightVersion">The version that sampled; null where it is not known.</param>
    public void Release(EndpointLease lease, EndpointVerdict verdict, string? weightVersion) => Change(lease.Endpoint, endpoint =>
    {
        endpoint.InFlight--;
        if (weightVersion is not null)
        {
            _versions.Learn(lease.Endpoint, weightVersion);
        }

        switch (verdict)
        {
            case EndpointVerdict.Answered:
                endpoint.Circuit.Succeed();
                _meanSeconds += ((Now - lease.TakenAt).TotalSeconds - _meanSeconds) / 16;
                break;
            case EndpointVerdict.Failed or EndpointVerdict.Unreachable when _endpoints.Length > 1:
                endpoint.Circuit.Fail(lease.IsTrial, verdict == EndpointVerdict.Failed, Now);
                break;
            default:
                // An only endpoint is always asked: its own words say more than that it is left alone.
                endpoint.Circuit.GiveUp(lease.IsTrial);
                break;
        }
    });

    /// <summary>A probe of an endpoint ended.</summary>
    public void Learn(int index, EndpointReport report) => Change(index, endpoint =>
    {
        endpoint.LastProbe = (_clock.GetUtcNow(), report.Health);
        if (report.WeightVersion is { } version)
        {
            _versions.Learn(index, version);
        }

        if (report.Health == EndpointHealth.Up)
        {
            endpoint.Circuit.ProbedUp();
        }
        else if (report.Health == EndpointHealth.Down && _endpoints.Length > 1)
        {
            endpoint.Circuit.ProbedDown(Now);
        }
    });

    /// <summary>Gives an endpoint no request any more, or requests again.</summary>
    public void Drain(int index, bool isDrained) => Change(index, endpoint => endpoint.IsDrained = isDrained);

    /// <summary>How each endpoint stands.</summary>
    public ImmutableArray<EndpointStatus> Status()
    {
        lock (_lock)
        {
            return [.. Enumerable.Range(0, _endpoints.Length).Select(StatusOf)];
        }
    }

    private void Change(int index, Action<PooledEndpoint> change)
    {
        EndpointStatus before, after;
        lock (_lock)
        {
            before = StatusOf(index);
            change(_endpoints[index]);
            PlaceWaiting();
            after = StatusOf(index);
        }

        if ((before.Circuit == CircuitState.Closed) != (after.Circuit == CircuitState.Closed))
        {
            Changed?.Invoke(after);
        }
    }

    private Placement Place(PlacementRequest request)
    {
        var now = Now;
        var (chosen, none) = _chooser.Choose(request, now);
        if (chosen is not { } index)
        {
            return none;
        }

        _endpoints[index].InFlight++;
        return new Placement.At(new(index, _endpoints[index].Circuit.Begin(), now));
    }

    private void PlaceWaiting()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            var placed = Place(node.Value.Request);
            if (placed is not Placement.Full)
            {
                _waiting.Remove(node);
                node.Value.End(placed);
            }
            else if (IsForAny(node.Value.Request))
            {
                return; // Where this one finds no place, nobody does.
            }

            node = next;
        }
    }

    private bool IsForAny(PlacementRequest request) => request.MaxStaleness is null && request.Order.Length == _endpoints.Length;

    private void GiveUp(WaitingRequest waiting)
    {
        lock (_lock)
        {
            if (_waiting.Remove(waiting))
            {
                waiting.End(Busy());
            }
        }
    }

    /// <summary>A place is expected when those before it have had theirs, each for as long as a turn took lately.</summary>
    private Placement.Nowhere Busy()
    {
        var places = Math.Max(1, _endpoints.Sum(endpoint => endpoint.InFlight));
        var wait = TimeSpan.FromSeconds(Math.Clamp(_meanSeconds * (_waiting.Count + 1) / places, 1, LongestWait.TotalSeconds));
        return new(new(
            NotSentReason.Busy,
            string.Create(
                CultureInfo.InvariantCulture,
                $"All engines are busy: {places} requests are under way, {_waiting.Count} wait. Nothing was sent. Ask again."),
            wait));
    }

    private EndpointStatus StatusOf(int index)
    {
        var endpoint = _endpoints[index];
        return new(
            index,
            endpoint.Address,
            endpoint.IsDrained,
            endpoint.InFlight,
            endpoint.Circuit.State(Now),
            endpoint.Circuit.Failures,
            _versions.Of(index),
            _versions.Staleness(index),
            endpoint.LastProbe?.At,
            endpoint.LastProbe?.Health);
    }
}

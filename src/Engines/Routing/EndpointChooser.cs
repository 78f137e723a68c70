using System.Globalization;
using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>Chooses the endpoint of a request among those that stand open to it. Not thread-safe: the pool's lock guards it.</summary>
internal sealed class EndpointChooser(PooledEndpoint[] endpoints, WeightVersions versions, RoutingOptions options)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    /// <summary>Chooses; the endpoint's count and circuit are as before.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <returns>The endpoint's place in the list; or null, where the placement says why there is none.</returns>
    public (int? Endpoint, Placement None) Choose(PlacementRequest request, TimeSpan now)
    {
        var open = request.Order.Where(endpoint => !endpoints[endpoint].IsDrained && endpoints[endpoint].Circuit.Allows(now)).ToArray();
        if (open.Length == 0)
        {
            return (null, new Placement.Nowhere(Unavailable(now)));
        }

        var fresh = request.MaxStaleness is { } most ? [.. open.Where(endpoint => !(versions.Staleness(endpoint) > most))] : open;
        if (fresh.Length == 0)
        {
            return (null, new Placement.Nowhere(Stale(open, request.MaxStaleness!.Value)));
        }

        var inFlight = fresh.Sum(endpoint => endpoints[endpoint].InFlight);
        var bound = Math.Min(LoadBound.Of(inFlight, fresh.Length, options.SlackPercent), options.MaxInFlight);
        foreach (var endpoint in fresh)
        {
            if (endpoints[endpoint].InFlight < bound)
            {
                return (endpoint, Placement.Full.Instance);
            }
        }

        return (null, Placement.Full.Instance);
    }

    private InferenceOutcome.NotSent Unavailable(TimeSpan now)
    {
        var drained = endpoints.Count(endpoint => endpoint.IsDrained);
        var waits = endpoints.Where(endpoint => !endpoint.IsDrained).Select(endpoint => endpoint.Circuit.Wait(now));
        var wait = waits.DefaultIfEmpty().Min();
        return new(
            NotSentReason.Unavailable,
            string.Create(
                CultureInfo.InvariantCulture,
                $"No engine takes requests: of {endpoints.Length}, {drained} are drained and {endpoints.Length - drained} are left alone ")
            + "after failures. Nothing was sent.",
            wait > LeastWait ? wait : LeastWait);
    }

    private InferenceOutcome.NotSent Stale(int[] open, int most) => new(
        NotSentReason.Stale,
        string.Create(
            CultureInfo.InvariantCulture,
            $"No engine has weights as new as the session wants them: max_staleness is {most}, and the best of {open.Length} ")
        + string.Create(CultureInfo.InvariantCulture, $"engines is {open.Min(versions.Staleness)} versions behind. Nothing was sent."),
        LeastWait);
}

using System.Diagnostics.Metrics;
using System.Globalization;
using Tito.Core.Turns;
using Tito.Engines.Routing;
using Tito.Server.Seen;
using Tito.Storage.Hot;

namespace Tito.Server.Hosting;

/// <summary>What is read off the server's parts when somebody asks: engines, queues, the sessions in memory.</summary>
internal static class StateMetrics
{
    /// <summary>Makes the instruments.</summary>
    /// <param name="metrics">Whose meter they are of.</param>
    /// <param name="parts">What is looked at.</param>
    /// <param name="turns">Who takes turns.</param>
    /// <param name="deferred">Who takes parked turns.</param>
    public static void Observe(TitoMetrics metrics, ServerParts parts, TurnTaker turns, IDeferredTurns deferred)
    {
        var meter = metrics.Meter;
        meter.CreateObservableGauge(
            "tito.unsettled.attempts", () => turns.UnsettledCount, null, "Attempts whose end the journal could not be told yet.");
        if (parts.Engine is RoutedEngine engines)
        {
            meter.CreateObservableGauge(
                "tito.engine.waiting", () => engines.WaitingCount, null, "Requests that wait for a place at an engine.");
            meter.CreateObservableGauge(
                "tito.engine.in.flight", () => Each(engines, one => one.InFlight), null, "Requests that an engine works on.");
            meter.CreateObservableGauge("tito.engine.up", () => Each(engines, IsUp), null, "1 where an engine is given requests, else 0.");
        }

        if (deferred is LocalDeferredTurns local)
        {
            meter.CreateObservableGauge(
                "tito.deferred.waiting", () => local.KnownCount, null, "Parked turns that this process is to take.");
        }

        if (parts.Journal is HotJournal hot)
        {
            meter.CreateObservableGauge("tito.cache.sessions", () => hot.SessionCount, null, "Sessions in memory.");
            meter.CreateObservableGauge("tito.cache", () => hot.ByteCount, "By", "About how many bytes they take.");
        }
    }

    private static int IsUp(EndpointStatus one) =>
        !one.IsDrained && one.Circuit != CircuitState.Open && one.Health != EndpointHealth.Down ? 1 : 0;

    private static IEnumerable<Measurement<int>> Each(RoutedEngine engines, Func<EndpointStatus, int> value) => engines.Status()
        .Select(one => new Measurement<int>(
            value(one), new KeyValuePair<string, object?>("engine", one.Index.ToString(CultureInfo.InvariantCulture))));
}

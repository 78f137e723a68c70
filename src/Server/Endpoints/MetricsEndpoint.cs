using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /metrics</c>: the metrics, in Prometheus's text format.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => context.Part<MetricsPage>().Answer(context);
}

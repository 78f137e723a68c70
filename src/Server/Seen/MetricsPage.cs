using OpenTelemetry.Metrics;

namespace Tito.Server.Seen;

/// <summary>The metrics as Prometheus reads them: the exporter's own pipeline, behind a route of ours.</summary>
internal sealed class MetricsPage
{
    /// <summary>Prepares the answer.</summary>
    /// <param name="services">The front's services.</param>
    /// <param name="metrics">What is told.</param>
    public MetricsPage(IServiceProvider services, MeterProvider metrics)
    {
        var app = new ApplicationBuilder(services);
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics, _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        Answer = app.Build();
    }

    /// <summary>Answers one request.</summary>
    public RequestDelegate Answer { get; }
}

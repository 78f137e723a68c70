using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Tito.Core.Turns;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>
/// What is told of a running server: metrics to whoever asks for them, and with an OTLP endpoint traces and logs as well.
/// </summary>
internal static class Telemetry
{
    private const string ServiceName = "tito";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string OverHttp = "http/protobuf";

    /// <summary>Adds it to a front.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, ServerOptions options, ServerParts parts)
    {
        if (options.Otlp is { } otlp)
        {
            builder.Configuration[Endpoint] = otlp.AbsoluteUri;
            builder.Configuration[Protocol] = OverHttp;
        }

        builder.Services
            .AddSingleton(_ => parts.Metrics ?? new TitoMetrics())
            .AddSingleton<TurnMetrics>()
            .AddSingleton<MetricsPage>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName))
            .WithMetrics(metrics => metrics
                .AddMeter(TitoMetrics.MeterName, RunMetrics.MeterName, "System.Runtime")
                .AddPrometheusExporter(Configure));
        if (!string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            telemetry
                .WithTracing(traces => traces.AddSource(Spans.SourceName, "Microsoft.AspNetCore"))
                .WithLogging()
                .UseOtlpExporter();
        }
    }

    /// <summary>Begins to look at what the parts hold, once the front is built.</summary>
    public static void Observe(IServiceProvider services, ServerParts parts) => StateMetrics.Observe(
        services.GetRequiredService<TitoMetrics>(),
        parts,
        services.GetRequiredService<TurnTaker>(),
        services.GetRequiredService<IDeferredTurns>());

    private static void Configure(OpenTelemetry.Exporter.PrometheusAspNetCoreOptions options)
    {
        // Two who ask at once are answered from one look; a test that asks twice sees the second state.
        options.ScrapeResponseCacheDurationMilliseconds = 0;
    }
}

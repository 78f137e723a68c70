using System.Diagnostics;
using Tito.Server.Endpoints;
using Tito.Server.Errors;
using Tito.Server.Logs;
using Tito.Server.Seen;

namespace Tito.Server.Hosting;

/// <summary>
/// Measures requests and logs a line for each. What probes and scrapers ask for is passed on unseen, so that it costs nothing.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="logs">Hears of each request.</param>
internal sealed class RequestWatch(RequestDelegate next, TitoMetrics metrics, ILoggerFactory logs)
{
    /// <summary>As web servers say it where the client went away.</summary>
    private const int HungUp = 499;

    private static readonly PathString Health = "/health";
    private static readonly PathString Metrics = "/metrics";
    private static readonly PathString Prefix = "/api";

    private readonly ILogger _log = logs.CreateLogger(RequestLog.Category);

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context) => IsProbe(context.Request.Path) ? next(context) : WatchAsync(context);

    private static bool IsProbe(PathString path) =>
        (path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase, out var rest) ? rest : path) is var asked
        && (asked.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase) || asked == Metrics);

    private async Task WatchAsync(HttpContext context)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Tell(context, Stopwatch.GetElapsedTime(began));
        }
    }

    private void Tell(HttpContext context, TimeSpan elapsed)
    {
        var isGone = !context.Response.HasStarted && context.RequestAborted.IsCancellationRequested;
        var error = context.Features.Get<ErrorKind>();
        var request = new SeenRequest(
            context.TraceIdentifier,
            KnownMethod(context.Request.Method),
            context.GetEndpoint()?.Metadata.GetMetadata<ServedRoute>()?.Path ?? "-",
            isGone ? HungUp : error?.Status ?? context.Response.StatusCode,
            isGone ? null : error?.Code,
            Math.Round(elapsed.TotalMilliseconds, 1));
        metrics.Requests.Record(
            elapsed.TotalSeconds,
            new KeyValuePair<string, object?>("method", request.Method),
            new KeyValuePair<string, object?>("route", request.Route),
            new KeyValuePair<string, object?>("status", request.Status));
        if (request.Code is { } code)
        {
            metrics.Errors.Add(1, new KeyValuePair<string, object?>("code", code));
            if (request.Status == StatusCodes.Status409Conflict)
            {
                metrics.Conflicts.Add(1, new KeyValuePair<string, object?>("code", code));
            }
        }

        RequestLog.Say(_log, request);
    }

    /// <summary>A method of the client's own would be text of its in the log, and a label without bound.</summary>
    private static string KnownMethod(string method) => method switch
    {
        "GET" or "POST" or "DELETE" or "PUT" or "PATCH" or "HEAD" or "OPTIONS" => method,
        _ => "OTHER",
    };
}

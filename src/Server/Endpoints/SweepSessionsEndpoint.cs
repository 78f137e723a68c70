using Tito.Core.Sessions;
using Tito.Server.Errors;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /SweepSessions</c>, the Functions host's call when its timer is due: sweeps the journal once.</summary>
/// <remarks>
/// It is served under the host alone; a server that runs by itself has a timer of its own. The host proxies what comes from outside
/// with the header <c>x-ms-invocation-id</c>, which it always sets itself, and under the prefix of its routes: a call with either comes
/// from an outsider.
/// </remarks>
internal static class SweepSessionsEndpoint
{
    private const string ProxyHeader = "x-ms-invocation-id";

    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var sweep = context.Part<SessionSweeper>();
        var options = context.Part<ServerOptions>();
        var logs = context.Part<ILoggerFactory>();
        if (context.Request.Headers.ContainsKey(ProxyHeader) || context.Request.PathBase.HasValue)
        {
            await ErrorBody.WriteAsync(context, ErrorCatalog.RouteNotFound, "No function has this route.", null);
            return;
        }

        var report = await sweep.RunAsync(options.SessionTimeToLive, context.RequestAborted);
        SweepLog.Say(SweepLog.Create(logs), report);

        // Without this body the host waits forever.
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteStartObject("Outputs");
        json.WriteEndObject();
        json.WriteStartArray("Logs");
        json.WriteEndArray();
        json.WriteNull("ReturnValue");
        json.WriteEndObject();
    }
}

using Tito.Core.Messages;
using Tito.Server.Seen;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /health/ready</c>: 200 where a turn can be taken, 503 where the engines or the journal do not answer.</summary>
internal static class HealthReadyEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var report = await context.Part<Readiness>().AskAsync();
        context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("status", report.IsReady ? "ready" : "unready");
        json.WriteString("engine", WireName.Of(report.Engine));
        json.WriteString("journal", report.HasJournal ? "ok" : "down");
        json.WriteEndObject();
    }
}

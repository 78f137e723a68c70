using Tito.Core.Turns;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /abort</c>: gives up all turns of this server that are with an engine, as before new weights come.</summary>
internal static class AbortTurnsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var report = await context.Part<TurnAborter>().RunAllAsync(context.RequestAborted);
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteNumber("aborted", report.Aborted);
        json.WriteNumber("resumed", report.Resumed);
        json.WriteEndObject();
    }
}

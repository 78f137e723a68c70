using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /health</c>: the process is up and its model is loaded.</summary>
internal static class HealthEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteEndObject();
    }
}

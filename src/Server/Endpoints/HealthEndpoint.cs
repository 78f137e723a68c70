using System.Text.Json;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /health</c>: the process is up and its model is loaded.</summary>
internal static class HealthEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteEndObject();
    }
}

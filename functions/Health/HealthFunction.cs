using System.Text.Json;

namespace Tito.Functions.Health;

/// <summary><c>GET /health</c>: the process is up and its model is loaded.</summary>
internal static class HealthFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", RunAsync);

    private static async Task RunAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Tito.Core.Serving;

namespace Tito.Functions.CreateSession;

/// <summary><c>POST /sessions</c>: opens a session and answers with its id. The body is not looked at.</summary>
internal static class CreateSessionFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sessions", RunAsync);

    private static async Task RunAsync(HttpContext context, OpenSession open)
    {
        var head = await open.RunAsync(Guid.NewGuid().ToString("N"), context.RequestAborted);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("session_id", head.SessionId);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Tito.Core.Serving;
using Tito.Functions.Errors;

namespace Tito.Functions.CloseSession;

/// <summary><c>POST /sessions/{id}/close</c>: the session takes no turn any more.</summary>
internal static class CloseSessionFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/sessions/{id}/close", RunAsync);

    private static async Task RunAsync(HttpContext context, string id, Core.Serving.CloseSession close)
    {
        if (await close.RunAsync(id, context.RequestAborted) is not { } head)
        {
            await ErrorBody.WriteAsync(context, Problem.SessionNotFound(id));
            return;
        }

        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("session_id", id);
        json.WriteString("closed_at", head.ClosedAt!.Value);
        json.WriteNumber("turn_count", head.TurnCount);
        json.WriteEndObject();
    }
}

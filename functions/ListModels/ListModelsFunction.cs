using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Serving;
using Tito.Functions.Errors;
using Tito.Functions.Hosting;

namespace Tito.Functions.ListModels;

/// <summary><c>GET /sessions/{id}/v1/models</c>: OpenAI's list of models, with the one that is served.</summary>
internal static class ListModelsFunction
{
    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sessions/{id}/v1/models", RunAsync);

    private static async Task RunAsync(HttpContext context, string id, ISessionJournal journal, SessionModel model, ServerOptions options)
    {
        if (await journal.LoadAsync(id, context.RequestAborted) is not { } session)
        {
            await ErrorBody.WriteAsync(context, Problem.SessionNotFound(id));
            return;
        }

        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("id", options.ModelName ?? model.Family.Name);
        json.WriteString("object", "model");
        json.WriteNumber("created", session.Head.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("owned_by", "tito");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

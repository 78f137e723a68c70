using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Server.Errors;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}/v1/models</c>: OpenAI's list of models, with the one that is served.</summary>
internal static class ListModelsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var id = context.SessionId();
        var journal = context.Part<ISessionJournal>();
        var model = context.Part<SessionModel>();
        var options = context.Part<ServerOptions>();
        if (await journal.LoadAsync(id, context.RequestAborted) is not { } session)
        {
            await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
            return;
        }

        await using var json = JsonAnswer.Open(context);
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

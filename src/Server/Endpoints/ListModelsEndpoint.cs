using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Server.Errors;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>GET /sessions/{id}/v1/models</c>: the list of models, with the one that is served, as OpenAI and Anthropic have it.
/// </summary>
internal static class ListModelsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } session)
        {
            return;
        }

        var name = ModelJson.Name(context.Part<ServerOptions>(), context.Part<SessionModel>());
        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        ModelJson.Write(json, name, session.Head);
        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteString("first_id", name);
        json.WriteString("last_id", name);
        json.WriteEndObject();
    }

    /// <summary>The session that a path names; null when it was answered that there is none.</summary>
    public static async Task<JournaledSession?> FindAsync(HttpContext context)
    {
        var id = context.SessionId();
        if (await context.Part<ISessionJournal>().LoadAsync(id, context.RequestAborted) is { } session)
        {
            return session;
        }

        await ErrorBody.WriteAsync(context, SessionProblems.NotFound(id));
        return null;
    }
}

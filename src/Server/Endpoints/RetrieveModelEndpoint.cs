using Tito.Core.Models;
using Tito.Server.Errors;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /sessions/{id}/v1/models/{model}</c>: the served model, in the words of OpenAI and of Anthropic.</summary>
internal static class RetrieveModelEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        if (await ListModelsEndpoint.FindAsync(context) is not { } session)
        {
            return;
        }

        var name = ModelJson.Name(context.Part<ServerOptions>(), context.Part<SessionModel>());
        if ((string)context.Request.RouteValues["model"]! != name)
        {
            await ErrorBody.WriteAsync(context, ErrorCatalog.ModelNotFound, $"This server serves {name}, whatever a request names.", null);
            return;
        }

        await using var json = JsonAnswer.Open(context);
        ModelJson.Write(json, name, session.Head);
    }
}

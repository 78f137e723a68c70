using Tito.Faces.OpenAiResponses;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/v1/responses</c>: one turn of a session, asked for in the format of OpenAI's Responses.</summary>
internal static class ResponsesEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => FaceTurn.RunAsync(context, OpenAiResponsesFace.Instance);
}

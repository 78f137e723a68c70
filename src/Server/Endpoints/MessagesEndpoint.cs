using Tito.Faces.AnthropicMessages;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/v1/messages</c>: one turn of a session, asked for in Anthropic's Messages format.</summary>
internal static class MessagesEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => FaceTurn.RunAsync(context, AnthropicMessagesFace.Instance);
}

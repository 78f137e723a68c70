using Tito.Faces.OpenAiChat;

namespace Tito.Server.Endpoints;

/// <summary><c>POST /sessions/{id}/v1/chat/completions</c>: one turn of a session, asked for in OpenAI's chat format.</summary>
internal static class ChatCompletionsEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => FaceTurn.RunAsync(context, OpenAiChatFace.Instance);
}

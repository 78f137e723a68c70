using Tito.Server.Endpoints;

namespace Tito.Functions.ChatCompletions;

/// <summary>The function of <c>POST /sessions/{id}/v1/chat/completions</c>.</summary>
internal static class ChatCompletionsFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.ChatCompletions;
}

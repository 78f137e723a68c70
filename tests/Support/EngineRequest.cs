using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Support;

/// <summary>Requests to an engine that no session asks: tests of an engine's client bring the ids themselves.</summary>
internal static class EngineRequest
{
    private static readonly string[] OfTheConversation = ["messages", "tools", "chat_template_kwargs"];

    /// <summary>A request of some ids with the conversation and the fields of a chat body.</summary>
    /// <param name="sessionId">The routing key.</param>
    /// <param name="ids">The prompt.</param>
    /// <param name="body">A chat body; anything but an object stands in the place of the fields.</param>
    public static InferenceRequest Of(string sessionId, ImmutableArray<int> ids, string body)
    {
        var json = JsonElement.Parse(body);
        var prompt = TokenSegment.Given(TokenOrigin.Prompt, ids);
        return new()
        {
            Id = "test/attempt/",
            SessionId = sessionId,
            Prompt = new(TokenBuffer.Empty.Append(prompt), [prompt], replacedCount: 0),
            Fields = json.ValueKind == JsonValueKind.Object ? Fields(json) : json,
            Conversation = new(
                Field(json, "messages") is { ValueKind: JsonValueKind.Array } messages ? [.. messages.EnumerateArray()] : [],
                Field(json, "tools"),
                Field(json, "chat_template_kwargs")),
        };
    }

    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement Fields(JsonElement json) => JsonElement.Parse(
        "{" + string.Join(',', json.EnumerateObject().Where(field => !OfTheConversation.Contains(field.Name)).Select(field => field.ToString())) + "}");
}

using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>The one thing that an answer may repeat of its request: the model's name, as JSON with the spelling that it came in.</summary>
internal static class EchoedModel
{
    /// <summary>The face's name.</summary>
    public const string Face = "openai-chat";

    /// <summary>What is kept of a request.</summary>
    /// <param name="model">Its model; null for none.</param>
    /// <returns>Null where the name is too long to be kept.</returns>
    public static RequestEcho? Of(JsonElement? model)
    {
        var text = model is { ValueKind: JsonValueKind.String } name ? name.GetRawText() : "";
        return text.Length <= RequestEcho.MaxLength ? new(Face, text) : null;
    }

    /// <summary>The model of what was kept.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Of"/> gave.</exception>
    public static JsonElement? Read(string echo) => echo.Length == 0 ? null : StrictJson.Parse(echo);
}

using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>What an answer repeats of its request, or does because of it.</summary>
/// <remarks>Immutable and thread-safe. It outlives the body: a stream that breaks tells its error when that is gone.</remarks>
/// <param name="Model">The model that was asked for; null where none was.</param>
/// <param name="TellsLogprobs">Whether the answer has the logprobs of its tokens: 120 bytes a token that most clients throw away.</param>
/// <param name="SaysFunctions">Whether calls are told in the API's form from before tools.</param>
internal sealed record ChatStyle(JsonElement? Model, bool TellsLogprobs = false, bool SaysFunctions = false)
{
    /// <summary>The face's name.</summary>
    public const string Face = "openai-chat";

    private const string ModelName = "model";
    private const string Logprobs = "logprobs";
    private const string Functions = "functions";

    /// <summary>The style that a request asks for.</summary>
    /// <param name="body">A JSON object.</param>
    /// <exception cref="MessageException">A switch has the wrong form; it names the field.</exception>
    public static ChatStyle Of(JsonElement body) => new(
        body.TryGetProperty(ModelName, out var model) && model.ValueKind != JsonValueKind.Null ? model.Clone() : null,
        IsAsked(body),
        LegacyFunctions.AreDeclared(body));

    /// <summary>What is kept of it: a model's name alone as its JSON text, empty for none; else an object.</summary>
    /// <returns>Null where the name is too long to be kept.</returns>
    public RequestEcho? ToEcho()
    {
        var name = Model is { ValueKind: JsonValueKind.String } model ? model.GetRawText() : "";
        var text = !TellsLogprobs && !SaysFunctions ? name
            : JsonBytes.Text(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName(ModelName);
                json.WriteRawValue(name.Length == 0 ? "null" : name);
                json.WriteBoolean(Logprobs, TellsLogprobs);
                json.WriteBoolean(Functions, SaysFunctions);
                json.WriteEndObject();
            });
        return text.Length <= RequestEcho.MaxLength ? new(Face, text) : null;
    }

    /// <summary>The style that was kept.</summary>
    /// <exception cref="JsonException">It is not what <see cref="ToEcho"/> gave.</exception>
    public static ChatStyle OfEcho(string echo) => echo.Length == 0 ? new(Model: null)
        : StrictJson.Parse(echo) is var kept && kept.ValueKind != JsonValueKind.Object ? new(kept)
        : new(
            kept.GetProperty(ModelName) is { ValueKind: JsonValueKind.String } model ? model : null,
            kept.GetProperty(Logprobs).GetBoolean(),
            kept.GetProperty(Functions).GetBoolean());

    /// <summary>
    /// OpenAI, API reference, <c>top_logprobs</c>: "logprobs must be set to true if this parameter is used"; either says it here.
    /// </summary>
    private static bool IsAsked(JsonElement body) =>
        (body.TryGetProperty(Logprobs, out var wanted) && wanted.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new MessageException(Logprobs, "must be true or false."),
        })
        || (body.TryGetProperty("top_logprobs", out var top)
            && top.ValueKind == JsonValueKind.Number && top.TryGetInt32(out var count) && count > 0);
}

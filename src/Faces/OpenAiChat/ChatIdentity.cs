using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// What every chunk of a stream says alike, and a whole answer too: the answer's id, when it was made, and by which model.
/// </summary>
/// <remarks>
/// The id is the turn's own, because clients read it before the engine has said one. A chat engine says the other two; of any other
/// engine's turn the time is when the engine was asked. A retry has the same, from the stored turn.
/// </remarks>
/// <param name="Id">The id, null of a turn that was stored without one.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Model">The model's name.</param>
internal sealed record ChatIdentity(string? Id, JsonElement Created, JsonElement Model)
{
    /// <summary>The name where neither engine nor client gave one; SGLang's own for the one model that it serves.</summary>
    private static readonly JsonElement AnyModel = JsonElement.Parse("\"default\"");

    /// <summary>The identity of a committed turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="model">The model that the request names; null where it names none.</param>
    public static ChatIdentity Of(Turn turn, JsonElement? model)
    {
        var exchange = turn.Content.Exchange;
        var said = exchange.Response;
        return SaysItself(turn)
            ? new(
                exchange.ResponseId ?? Find(said, "id")?.GetString(),
                Find(said, "created") ?? Seconds(exchange.RequestedAt),
                Find(said, "model") ?? Named(model))
            : new(exchange.ResponseId, Seconds(exchange.RequestedAt), Named(model));
    }

    /// <summary>The identity of a turn that is being sampled.</summary>
    /// <param name="start">What is known of it.</param>
    /// <param name="model">The model that the request names; null where it names none.</param>
    public static ChatIdentity Of(TurnStart start, JsonElement? model) => new(start.AnswerId, Seconds(start.StartedAt), Named(model));

    /// <summary>Whether the engine's own answer has this form.</summary>
    public static bool SaysItself(Turn turn) => turn.Content.Exchange.Response.TryGetProperty("choices", out _);

    /// <summary>Writes the members, with the kind of object between them.</summary>
    public void Write(Utf8JsonWriter json, string kind)
    {
        if (Id is not null)
        {
            json.WriteString("id", Id);
        }

        json.WriteString("object", kind);
        json.WritePropertyName("created");
        Created.WriteTo(json);
        json.WritePropertyName("model");
        Model.WriteTo(json);
    }

    private static JsonElement Named(JsonElement? model) =>
        model is { ValueKind: JsonValueKind.String } name && name.GetString() is { Length: > 0 } ? name.Clone() : AnyModel;

    private static JsonElement Seconds(DateTimeOffset time) => JsonElement.Parse($"{time.ToUnixTimeSeconds()}");

    private static JsonElement? Find(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;
}

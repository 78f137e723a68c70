using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Turns;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The sampling fields of a request by the names of OpenAI's chat API, which the engines' clients know.</summary>
internal static class SamplingFields
{
    private const string Limit = "max_tokens";
    private const string Stop = "stop_sequences";

    /// <summary>What goes to the engine beside the conversation: a JSON object.</summary>
    public static JsonElement Read(JsonPlace body) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var name in (ReadOnlySpan<string>)["model", Limit, "temperature", "top_p", "top_k"])
        {
            FaceBody.Copy(json, name, body[name]);
        }

        EngineSampling.Copy(json, body, "seed");
        FaceBody.Copy(json, "stop", body[Stop]);
        if (Format(body) is { } format)
        {
            WriteFormat(json, format);
        }

        MessagesTools.WriteChoice(json, body["tool_choice"]);
        json.WriteEndObject();
    }).Span);

    /// <summary>The most tokens that a body lets an engine sample; null where it does not say.</summary>
    public static int? TokenLimit(JsonPlace body) => FaceBody.TokenLimit(body[Limit]);

    /// <summary>Where a body lets an engine stop.</summary>
    /// <exception cref="MessageException">They are no texts, or more than may be.</exception>
    public static TurnStops Stops(JsonPlace body)
    {
        LimitFields.RequireFewStops(body.Json, Stop);
        ImmutableArray<string> texts = body[Stop].Present is { } stops
            ? [.. stops.Items().Select(stop => stop.Text()).Where(text => text.Length > 0)]
            : [];
        var ids = LimitFields.Stops(body.Json).TokenIds;
        return texts.IsEmpty && ids.IsEmpty ? TurnStops.None : new(texts, ids);
    }

    /// <summary>The answer's form, under the name of today or that of the beta before it.</summary>
    private static JsonPlace? Format(JsonPlace body) =>
        body["output_config"].Present?["format"].Present ?? body["output_format"].Present;

    private static void WriteFormat(Utf8JsonWriter json, JsonPlace format)
    {
        if (format.Object()["type"].Text() != "json_schema")
        {
            throw format["type"].Refusal("must be json_schema.");
        }

        json.WriteStartObject("response_format");
        json.WriteString("type", "json_schema");
        json.WriteStartObject("json_schema");
        json.WriteString("name", "answer");
        FaceBody.Copy(json, "schema", format["schema"].Object());
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

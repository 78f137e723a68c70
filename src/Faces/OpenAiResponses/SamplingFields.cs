using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The sampling fields of a request by the names of OpenAI's chat API, which the engines' clients know.</summary>
internal static class SamplingFields
{
    private const string Limit = "max_output_tokens";

    /// <summary>What goes to the engine beside the conversation: a JSON object.</summary>
    public static JsonElement Read(JsonPlace body) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var name in (ReadOnlySpan<string>)["model", "temperature", "top_p", "seed", "parallel_tool_calls"])
        {
            FaceBody.Copy(json, name, body[name]);
        }

        EngineSampling.Copy(json, body, "top_k", "stop");
        FaceBody.Copy(json, "max_tokens", body[Limit]);
        if (body["text"].Present?.Object()["format"].Present is { } format)
        {
            WriteFormat(json, format);
        }

        if (body["tool_choice"].Present is { } choice)
        {
            WriteChoice(json, choice);
        }

        json.WriteEndObject();
    }).Span);

    /// <summary>The most tokens that a body lets an engine sample; null where it does not say.</summary>
    public static int? TokenLimit(JsonPlace body) => FaceBody.TokenLimit(body[Limit]);

    /// <summary>How much the model shall reason, or null when a request says nothing.</summary>
    public static ReasoningEffort? Effort(JsonPlace body) =>
        body["reasoning"].Present?.Object()["effort"].Present is { } effort ? ReasoningEffort.Of(effort.Json, effort.Name) : null;

    /// <summary>Flat here, and in an object of its own in the chat API.</summary>
    private static void WriteFormat(Utf8JsonWriter json, JsonPlace format)
    {
        var type = format.Object()["type"].Text();
        if (type == "text")
        {
            return;
        }

        json.WriteStartObject("response_format");
        json.WriteString("type", type);
        if (type == "json_schema")
        {
            json.WriteStartObject("json_schema");
            foreach (var field in format.Json.EnumerateObject().Where(field => !field.NameEquals("type")))
            {
                field.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, JsonPlace choice)
    {
        if (choice.Json.ValueKind == JsonValueKind.String)
        {
            json.WriteString("tool_choice", choice.Text());
            return;
        }

        var type = choice.Object()["type"];
        if (type.Text() is not ("function" or "custom"))
        {
            throw type.Refusal("must be function or custom.");
        }

        FaceBody.WriteChosenFunction(json, ServedTool.NameOf(choice["namespace"].Present?.Text(), choice["name"].Text()));
    }
}

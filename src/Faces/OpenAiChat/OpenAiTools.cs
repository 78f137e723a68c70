using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiChat;

/// <summary>The tools of a request in the form that the API names.</summary>
internal static class OpenAiTools
{
    /// <summary>
    /// The tools with each bare function, an object with a name and no function, in its wrapping; others stay as they came.
    /// </summary>
    /// <param name="tools">The request's list of tools, or null.</param>
    /// <param name="field">The field of the request that it is in.</param>
    /// <exception cref="MessageException">A tool that is to be wrapped holds a lone surrogate, or nests too deep.</exception>
    public static JsonElement? Wrapped(JsonElement? tools, string field)
    {
        if (tools is not { ValueKind: JsonValueKind.Array } list || !list.EnumerateArray().Any(IsBare))
        {
            return tools;
        }

        JsonText.RequireValid(list, field);
        return FaceBody.InChat(field, 1, json =>
        {
            json.WriteStartArray();
            foreach (var tool in list.EnumerateArray())
            {
                if (IsBare(tool))
                {
                    WriteWrapped(json, tool);
                }
                else
                {
                    tool.WriteTo(json);
                }
            }

            json.WriteEndArray();
        });
    }

    private static bool IsBare(JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object && !tool.TryGetProperty("function", out _) && tool.TryGetProperty("name", out _);

    private static void WriteWrapped(Utf8JsonWriter json, JsonElement function)
    {
        json.WriteStartObject();
        json.WritePropertyName("type");
        if (function.TryGetProperty("type", out var type))
        {
            type.WriteTo(json);
        }
        else
        {
            json.WriteStringValue("function");
        }

        json.WritePropertyName("function");
        json.WriteStartObject();
        foreach (var field in function.EnumerateObject().Where(field => !field.NameEquals("type")))
        {
            field.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}

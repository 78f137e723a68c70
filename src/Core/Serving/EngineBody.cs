using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Rendering;

namespace Tito.Core.Serving;

/// <summary>The body that goes toward the engine besides the token ids.</summary>
internal static class EngineBody
{
    /// <summary>The client's body with the effective template arguments in place of its own; without the field when there are none.</summary>
    public static JsonElement Build(JsonElement body, TemplateArguments arguments)
    {
        var bytes = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(body).Length + 256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var property in body.EnumerateObject().Where(property => property.Name != "chat_template_kwargs"))
            {
                // As it came: a conversation is long, and writing each of its strings anew costs more than all the rest.
                json.WritePropertyName(property.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
            }

            if (!arguments.Values.IsEmpty)
            {
                json.WriteStartObject("chat_template_kwargs");
                foreach (var (name, value) in arguments.Values)
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(bytes.WrittenSpan);
    }
}

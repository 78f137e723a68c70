using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Engines.SgLangChat;

/// <summary>
/// What a turn keeps of an answer besides what it holds itself: the answer without the message (in whose place is null), the
/// <c>output_token_logprobs</c> and, where they were read, the <c>routed_experts</c>.
/// </summary>
internal static class SgLangChatExtra
{
    /// <summary>The rest of an answer that was read.</summary>
    /// <param name="answer">The answer; it has one choice with a message and a <c>meta_info</c>.</param>
    /// <param name="withoutExperts">Whether the routed experts were read.</param>
    public static JsonElement Of(JsonElement answer, bool withoutExperts) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var property in answer.EnumerateObject())
        {
            json.WritePropertyName(property.Name);
            if (property.NameEquals("choices"u8))
            {
                json.WriteStartArray();
                WriteChoice(json, property.Value[0], withoutExperts);
                json.WriteEndArray();
            }
            else
            {
                property.Value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }).Span);

    private static void WriteChoice(Utf8JsonWriter json, JsonElement choice, bool withoutExperts)
    {
        json.WriteStartObject();
        foreach (var property in choice.EnumerateObject())
        {
            json.WritePropertyName(property.Name);
            if (property.NameEquals("message"u8))
            {
                json.WriteNullValue();
            }
            else if (property.NameEquals("meta_info"u8))
            {
                WriteMetaInfo(json, property.Value, withoutExperts);
            }
            else
            {
                property.Value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMetaInfo(Utf8JsonWriter json, JsonElement meta, bool withoutExperts)
    {
        json.WriteStartObject();
        foreach (var property in meta.EnumerateObject())
        {
            if (!property.NameEquals("output_token_logprobs"u8) && !(withoutExperts && property.NameEquals("routed_experts"u8)))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Inference;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// What a record shows that the turn holds already: message lists, prompt ids, logprob triples and routed experts are left out when a turn is
/// stored and put back when it is shown, so that a session's size grows with what is new.
/// </summary>
public static class RecordJson
{
    private static readonly string[] ReplayPayloads = ["routed_experts", "indexer_topk"];

    /// <summary>The request without <c>messages</c> and <c>input_ids</c>.</summary>
    internal static JsonElement StripRequest(JsonElement? request)
    {
        var node = request is { } json ? JsonObject.Create(json)! : [];
        node.Remove("messages");
        node.Remove("input_ids");
        return ToElement(node);
    }

    /// <summary>The answer without the <c>output_token_logprobs</c> and, where they were read, the <c>routed_experts</c> of its <c>choices[0].meta_info</c>.</summary>
    internal static JsonElement StripResponse(Completion completion)
    {
        var node = JsonObject.Create(completion.Response)!;
        if (node["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["meta_info"] is JsonObject meta)
        {
            meta.Remove("output_token_logprobs");
            if (completion.RoutedExperts is not null)
            {
                meta.Remove("routed_experts");
            }
        }

        return ToElement(node);
    }

    /// <summary>The request of a turn as it went to the engine.</summary>
    public static JsonObject Request(Turn turn)
    {
        var node = JsonObject.Create(turn.Content.Exchange.Request)!;
        var messages = turn.Parent is { } parent ? parent.Messages.AddRange(turn.Content.Appended) : turn.Content.Appended;
        node["messages"] = new JsonArray([.. messages.Select(message => (JsonNode?)JsonObject.Create(message.Json))]);
        node["input_ids"] = new JsonArray([.. turn.Prompt.ToIds().Select(id => (JsonNode?)JsonValue.Create(id))]);
        return node;
    }

    /// <summary>Writes the answer of a turn as it came from the engine; the texts of its logprob triples are null.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="withReplay">Whether with the payloads for a trainer's replay, which a client has no use for and a record keeps.</param>
    public static void WriteResponse(Utf8JsonWriter json, Turn turn, bool withReplay)
    {
        json.WriteStartObject();
        foreach (var property in turn.Content.Exchange.Response.EnumerateObject())
        {
            if (property.Name == "choices" && property.Value.ValueKind == JsonValueKind.Array)
            {
                json.WriteStartArray("choices");
                foreach (var choice in property.Value.EnumerateArray())
                {
                    WriteChoice(json, choice, turn.Content, withReplay);
                }

                json.WriteEndArray();
            }
            else
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, JsonElement choice, TurnContent content, bool withReplay)
    {
        if (choice.ValueKind != JsonValueKind.Object)
        {
            choice.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var property in choice.EnumerateObject())
        {
            if (property.Name == "meta_info" && property.Value.ValueKind == JsonValueKind.Object)
            {
                WriteMetaInfo(json, property.Value, content, withReplay);
            }
            else
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMetaInfo(Utf8JsonWriter json, JsonElement meta, TurnContent content, bool withReplay)
    {
        json.WriteStartObject("meta_info");
        foreach (var property in meta.EnumerateObject().Where(property => withReplay || !ReplayPayloads.Contains(property.Name)))
        {
            property.WriteTo(json);
        }

        if (withReplay && content.RoutedExperts is { } rows)
        {
            json.WriteBase64String("routed_experts", rows.Bytes.Span);
        }

        json.WriteStartArray("output_token_logprobs");
        for (var i = 0; i < content.Completion.Ids.Length; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue((double)content.Completion.Logprobs[i]);
            json.WriteNumberValue(content.Completion.Ids[i]);
            json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static JsonElement ToElement(JsonObject node) => JsonElement.Parse(node.ToJsonString());
}

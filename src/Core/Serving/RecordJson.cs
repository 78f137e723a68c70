using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>
/// What a record shows that the turn holds already: message lists, prompt ids and logprob triples are left out when a turn is
/// stored and put back when it is shown, so that a session's size grows with what is new.
/// </summary>
public static class RecordJson
{
    /// <summary>The request without <c>messages</c> and <c>input_ids</c>.</summary>
    internal static JsonElement StripRequest(JsonElement? request)
    {
        var node = request is { } json ? JsonObject.Create(json)! : [];
        node.Remove("messages");
        node.Remove("input_ids");
        return ToElement(node);
    }

    /// <summary>The answer without <c>choices[0].meta_info.output_token_logprobs</c>.</summary>
    internal static JsonElement StripResponse(JsonElement response)
    {
        var node = JsonObject.Create(response)!;
        if (node["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["meta_info"] is JsonObject meta)
        {
            meta.Remove("output_token_logprobs");
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

    /// <summary>The answer of a turn as it came from the engine; the texts of its logprob triples are null.</summary>
    public static JsonObject Response(Turn turn)
    {
        var node = JsonObject.Create(turn.Content.Exchange.Response)!;
        if (node["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["meta_info"] is JsonObject meta)
        {
            meta["output_token_logprobs"] = new JsonArray(
                [.. turn.Content.Completion.Ids.Zip(turn.Content.Completion.Logprobs, (id, logprob) => (JsonNode?)new JsonArray((double)logprob, id, null))]);
        }

        return node;
    }

    private static JsonElement ToElement(JsonObject node) => JsonElement.Parse(node.ToJsonString());
}

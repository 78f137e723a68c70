using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tito.Functions.ChatCompletions;

/// <summary>The engine's answer as the client gets it: whole, but for the replay payloads, which only the record keeps.</summary>
internal static class CompletionBody
{
    private static readonly string[] ReplayPayloads = ["routed_experts", "indexer_topk"];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with JSON.</summary>
    public static async Task WriteAsync(HttpContext context, JsonElement response)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Readable);
        WithoutReplay(response).WriteTo(json);
    }

    private static JsonObject WithoutReplay(JsonElement response)
    {
        var node = JsonObject.Create(response)!;
        if (node["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["meta_info"] is JsonObject meta)
        {
            foreach (var name in ReplayPayloads)
            {
                meta.Remove(name);
            }
        }

        return node;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tito.Functions.ChatCompletions;

/// <summary>
/// The answer as server-sent events: one <c>chat.completion.chunk</c> with everything in it, then <c>[DONE]</c>. A turn is only told
/// once it is committed, so there is nothing to send before.
/// </summary>
internal static class CompletionStream
{
    private static readonly string[] CopiedDelta = ["content", "reasoning_content"];
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a stream.</summary>
    public static async Task WriteAsync(HttpContext context, JsonElement response)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["x-accel-buffering"] = "no";
        await context.Response.Body.WriteAsync("data: "u8.ToArray(), context.RequestAborted);
        await context.Response.Body.WriteAsync(Chunk(response), context.RequestAborted);
        await context.Response.Body.WriteAsync("\n\ndata: [DONE]\n\n"u8.ToArray(), context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Chunk(JsonElement response)
    {
        var choice = response.GetProperty("choices")[0];
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            Copy(json, response, "id");
            json.WriteString("object", "chat.completion.chunk");
            Copy(json, response, "created");
            Copy(json, response, "model");
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            WriteDelta(json, choice.GetProperty("message"));
            json.WriteEndObject();
            Copy(json, choice, "finish_reason");
            json.WriteEndObject();
            json.WriteEndArray();
            Copy(json, response, "usage");
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteDelta(Utf8JsonWriter json, JsonElement message)
    {
        json.WriteString("role", "assistant");
        foreach (var name in CopiedDelta)
        {
            Copy(json, message, name);
        }

        if (!message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var (index, call) in calls.EnumerateArray().Index())
        {
            // Clients put the pieces of a streamed call together by its index, which a whole answer does not need to have.
            json.WriteStartObject();
            json.WriteNumber("index", index);
            foreach (var property in call.EnumerateObject().Where(property => property.Name != "index"))
            {
                property.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string name)
    {
        if (from.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }
}

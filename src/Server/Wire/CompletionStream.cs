using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Server.Wire;

/// <summary>
/// The answer as server-sent events: one <c>chat.completion.chunk</c> with everything in it, then <c>[DONE]</c>. A client hears
/// of a turn once it is committed, so there is nothing to send before.
/// </summary>
/// <remarks>
/// OpenAI, API reference, <c>stream_options.include_usage</c>: "If set, an additional chunk will be streamed before the data: [DONE]
/// message", with the usage and with an empty array of choices; "All other chunks will also include a usage field, but with a null
/// value". Without the option the usage is in the one chunk.
/// </remarks>
internal static class CompletionStream
{
    private const string Usage = "usage";

    private static readonly string[] CopiedDelta = ["content", "reasoning_content"];

    /// <summary>Answers with a stream.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="response">The engine's answer as it was recorded.</param>
    /// <param name="usageApart">Whether the client asked for the usage in a chunk of its own.</param>
    public static async Task WriteAsync(HttpContext context, JsonElement response, bool usageApart)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["x-accel-buffering"] = "no";
        await SendAsync(context, Chunk(response, json => WriteTurn(json, response, usageApart)));
        if (usageApart && response.TryGetProperty(Usage, out _))
        {
            await SendAsync(context, Chunk(response, json => WriteUsage(json, response)));
        }

        await SendAsync(context, "[DONE]"u8.ToArray());
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> data)
    {
        await context.Response.Body.WriteAsync("data: "u8.ToArray(), context.RequestAborted);
        await context.Response.Body.WriteAsync(data, context.RequestAborted);
        await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Chunk(JsonElement response, Action<Utf8JsonWriter> writeContent)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, ReadableJson.Compact))
        {
            json.WriteStartObject();
            Copy(json, response, "id");
            json.WriteString("object", "chat.completion.chunk");
            Copy(json, response, "created");
            Copy(json, response, "model");
            writeContent(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, JsonElement response, bool usageApart)
    {
        var choice = response.GetProperty("choices")[0];
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        WriteDelta(json, choice.GetProperty("message"));
        json.WriteEndObject();
        Copy(json, choice, "logprobs");
        Copy(json, choice, "finish_reason");
        json.WriteEndObject();
        json.WriteEndArray();
        if (usageApart)
        {
            json.WriteNull(Usage);
        }
        else
        {
            Copy(json, response, Usage);
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, JsonElement response)
    {
        json.WriteStartArray("choices");
        json.WriteEndArray();
        Copy(json, response, Usage);
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

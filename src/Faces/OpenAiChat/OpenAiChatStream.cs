using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// The answer as server-sent events: one <c>chat.completion.chunk</c> with everything in it, then <c>[DONE]</c>. A client hears
/// of a turn once it is committed, so there is nothing to send before.
/// </summary>
/// <remarks>
/// OpenAI, API reference, <c>stream_options.include_usage</c>: "If set, an additional chunk will be streamed before the data: [DONE]
/// message", with the usage and with an empty array of choices; "All other chunks will also include a usage field, but with a null
/// value". Without the option the usage is in the one chunk.
/// </remarks>
internal static class OpenAiChatStream
{
    private const string Usage = "usage";

    private static readonly string[] CopiedDelta = ["content", "reasoning_content"];

    /// <summary>The data of the events, in order.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="usageApart">Whether the client asked for the usage in a chunk of its own.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Events(Turn turn, bool usageApart)
    {
        var said = turn.Content.Exchange.Response;
        yield return Chunk(said, json => WriteTurn(json, said, turn, usageApart));
        if (usageApart && said.TryGetProperty(Usage, out _))
        {
            yield return Chunk(said, json => WriteUsage(json, said));
        }

        yield return "[DONE]"u8.ToArray();
    }

    private static ReadOnlyMemory<byte> Chunk(JsonElement said, Action<Utf8JsonWriter> writeContent) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        Copy(json, said, "id");
        json.WriteString("object", "chat.completion.chunk");
        Copy(json, said, "created");
        Copy(json, said, "model");
        writeContent(json);
        json.WriteEndObject();
    });

    private static void WriteTurn(Utf8JsonWriter json, JsonElement said, Turn turn, bool usageApart)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        WriteDelta(json, turn.Content.Assistant.Json);
        json.WriteEndObject();
        if (said.TryGetProperty("choices", out var choices))
        {
            Copy(json, choices[0], "logprobs");
        }

        json.WriteString("finish_reason", turn.Content.FinishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (usageApart)
        {
            json.WriteNull(Usage);
        }
        else
        {
            Copy(json, said, Usage);
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, JsonElement said)
    {
        json.WriteStartArray("choices");
        json.WriteEndArray();
        Copy(json, said, Usage);
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

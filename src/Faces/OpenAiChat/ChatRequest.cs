using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Tokens;

namespace Tito.Faces.OpenAiChat;

/// <summary>The body of a chat completion request, read as far as this server needs it; the rest passes through to the engine.</summary>
/// <remarks>Immutable and thread-safe, as long as the document behind <see cref="Body"/> is not disposed.</remarks>
public sealed record ChatRequest
{
    /// <summary>The whole body.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>SHA-256 of the body as it came: two requests with one digest ask for the same.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The conversation, the newest message last.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The tools that the model may call.</summary>
    public required ToolList Tools { get; init; }

    /// <summary>The request's <c>chat_template_kwargs</c>, or null.</summary>
    public required JsonElement? TemplateArguments { get; init; }

    /// <summary>Whether the client wants server-sent events.</summary>
    public required bool Stream { get; init; }

    /// <summary>Whether a stream tells the usage in a chunk of its own, as <c>stream_options.include_usage</c> asks.</summary>
    public required bool IncludeUsage { get; init; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">A JSON value without duplicate keys.</param>
    /// <exception cref="MessageException">It is no object, or a field that is read here has the wrong form; it names the field.</exception>
    public static ChatRequest Parse(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object.");
        }

        RequireOneChoice(body);
        RequireValidText(body);
        return new()
        {
            Body = body,
            Digest = Digest.Of(JsonMarshal.GetRawUtf8Value(body)),
            Messages = body.TryGetProperty("messages", out var messages)
                ? ChatMessage.BorrowList(messages, "messages")
                : throw new MessageException("messages", "is required."),
            Tools = ToolList.Parse(body.TryGetProperty("tools", out var tools) ? tools : null),
            TemplateArguments = body.TryGetProperty("chat_template_kwargs", out var arguments) ? arguments : null,
            Stream = IsTrue(body, "stream", "stream"),
            IncludeUsage = body.TryGetProperty("stream_options", out var options) && options.ValueKind switch
            {
                JsonValueKind.Object => IsTrue(options, "include_usage", "stream_options.include_usage"),
                JsonValueKind.Null => false,
                _ => throw new MessageException("stream_options", "must be an object."),
            },
        };
    }

    /// <summary>A switch that is off when it is absent or null.</summary>
    private static bool IsTrue(JsonElement json, string name, string param) => json.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw new MessageException(param, "must be true or false."),
    };

    /// <summary>
    /// What is not read here goes to the engine and into the journal, and those carry Unicode alone; messages and tools look after themselves.
    /// </summary>
    private static void RequireValidText(JsonElement body)
    {
        foreach (var property in body.EnumerateObject().Where(property => property.Name is not ("messages" or "tools")))
        {
            JsonText.RequireValid(property.Value, property.Name);
        }
    }

    /// <summary>A turn is one completion: a second choice would be sampled and lost.</summary>
    private static void RequireOneChoice(JsonElement body)
    {
        if (body.TryGetProperty("n", out var n) && n.ValueKind != JsonValueKind.Null && !(n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) && count == 1))
        {
            throw new MessageException("n", "must be 1: a turn of a session is one completion.");
        }
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// The answer as named events: <c>message_start</c>; each block with its start, its deltas and its stop; <c>message_delta</c> with the end
/// and the usage; <c>message_stop</c>.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="id">The answer's id.</param>
/// <param name="model">The model that the request names.</param>
/// <param name="seal">The seals of the session.</param>
/// <param name="promptTokens">Tokens of the prompt.</param>
/// <param name="cachedTokens">Those of them that the engine had, where it has said so already.</param>
internal sealed class MessagesStream(string id, string model, ReasoningSeal seal, int promptTokens, int cachedTokens) : IFaceEvents
{
    private readonly StringBuilder _thinking = new();
    private DeltaKind? _open;
    private int _index = -1;

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Begin() =>
    [
        Event("message_start", json =>
        {
            json.WriteStartObject("message");
            json.WriteString("id", id);
            json.WriteString("type", "message");
            json.WriteString("role", "assistant");
            json.WriteString("model", model);
            json.WriteStartArray("content");
            json.WriteEndArray();
            json.WriteNull("stop_reason");
            json.WriteNull("stop_sequence");
            MessagesUsage.Write(json, promptTokens, cachedTokens, completion: 0);
            json.WriteEndObject();
        }),
    ];

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Add(CompletionDelta delta) => delta.Kind switch
    {
        DeltaKind.Reasoning => [.. Enter(DeltaKind.Reasoning), Think(delta.Text)],
        DeltaKind.Content => [.. Enter(DeltaKind.Content), Delta("text_delta", "text", delta.Text)],
        DeltaKind.CallBegin => [.. Close(), BeginCall(delta)],
        DeltaKind.CallArguments => [Delta("input_json_delta", "partial_json", delta.Text)],
        _ => [.. Close()],
    };

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> End(Turn turn, ImmutableArray<FaceNote> notes) =>
    [
        .. Close(),
        Event("message_delta", json =>
        {
            json.WriteStartObject("delta");
            StopReason.Write(json, turn);
            json.WriteEndObject();
            MessagesUsage.Write(json, turn);
            FaceNotes.Write(json, notes);
        }),
        Event("message_stop", _ => { }),
    ];

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Fail(FaceError error) => [new(JsonBytes.Write(json => MessagesError.Write(json, error)), "error")];

    private IEnumerable<FaceEvent> Enter(DeltaKind kind)
    {
        if (_open == kind)
        {
            return [];
        }

        var (type, field) = kind == DeltaKind.Reasoning ? ("thinking", "thinking") : ("text", "text");
        return [.. Close(), Open(kind, json =>
        {
            json.WriteString("type", type);
            json.WriteString(field, "");
            if (kind == DeltaKind.Reasoning)
            {
                json.WriteString("signature", "");
            }
        })];
    }

    private FaceEvent BeginCall(CompletionDelta delta) => Open(DeltaKind.CallBegin, json =>
    {
        json.WriteString("type", "tool_use");
        json.WriteString("id", delta.CallId);
        json.WriteString("name", delta.Text);
        ToolCaller.Write(json);
        json.WriteStartObject("input");
        json.WriteEndObject();
    });

    private FaceEvent Open(DeltaKind kind, Action<Utf8JsonWriter> write)
    {
        _open = kind;
        _index++;
        return Event("content_block_start", json =>
        {
            json.WriteNumber("index", _index);
            json.WriteStartObject("content_block");
            write(json);
            json.WriteEndObject();
        });
    }

    private IEnumerable<FaceEvent> Close()
    {
        if (_open is not { } kind)
        {
            return [];
        }

        _open = null;
        FaceEvent[] signature = kind == DeltaKind.Reasoning
            ? [Delta("signature_delta", "signature", seal.Of(id, _thinking.ToString()))]
            : [];
        _thinking.Clear();
        return [.. signature, Event("content_block_stop", json => json.WriteNumber("index", _index))];
    }

    private FaceEvent Think(string text)
    {
        _thinking.Append(text);
        return Delta("thinking_delta", "thinking", text);
    }

    private FaceEvent Delta(string type, string field, string text) => Event("content_block_delta", json =>
    {
        json.WriteNumber("index", _index);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(field, text);
        json.WriteEndObject();
    });

    private static FaceEvent Event(string name, Action<Utf8JsonWriter> write) => new(
        JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", name);
            write(json);
            json.WriteEndObject();
        }),
        name);
}

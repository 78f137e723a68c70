using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// The answer as server-sent events: <c>chat.completion.chunk</c>s with the role, with what is sampled, and with the end; then
/// <c>[DONE]</c>.
/// </summary>
/// <remarks>
/// OpenAI, API reference, <c>stream_options.include_usage</c>: "If set, an additional chunk will be streamed before the data: [DONE]
/// message", with the usage and with an empty array of choices; "All other chunks will also include a usage field, but with a null
/// value". Without the option the usage is in the chunk of the end. Not thread-safe.
/// </remarks>
/// <param name="identity">What all chunks say alike.</param>
/// <param name="style">What the request asks of its answer.</param>
/// <param name="usageApart">Whether the client asked for the usage in a chunk of its own.</param>
/// <param name="saysContent">Whether the message has a text for its content, if an empty one, and not null.</param>
internal sealed class OpenAiChatStream(ChatIdentity identity, ChatStyle style, bool usageApart, bool saysContent) : IFaceEvents
{
    private const string Kind = "chat.completion.chunk";

    private int _callCount;
    private int _thoughtCount;

    /// <summary>The first call in the form from before tools, which has one; null in today's form.</summary>
    private readonly LegacyCallStream? _function = style.SaysFunctions ? new() : null;

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Begin() =>
    [
        Delta(json =>
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", saysContent ? "" : null);
        }),
    ];

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Add(CompletionDelta delta) => delta.Kind switch
    {
        DeltaKind.Reasoning => [Reason(delta.Text)],
        DeltaKind.Content => [Delta(json => json.WriteString("content", delta.Text))],
        DeltaKind.CallBegin => BeginCall(delta),
        DeltaKind.CallArguments when _function is not null && _callCount == 1 => [Delta(json => _function.Add(json, delta.Text))],
        DeltaKind.CallArguments => [Call(_callCount - 1, json => WriteFunction(json, name: null, delta.Text))],
        _ => [],
    };

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> End(Turn turn, ImmutableArray<FaceNote> notes)
    {
        if (_thoughtCount > 1)
        {
            yield return EndReasoning();
        }

        yield return Chunk(json =>
        {
            var ending = turn.Content.FinishReason;
            WriteChoice(json, _ => { }, style.SaysFunctions ? LegacyAnswer.Ending(ending) : ending, turn);
            if (!usageApart)
            {
                ChatUsage.Write(json, turn);
            }

            FaceNotes.Write(json, notes);
        });
        if (usageApart)
        {
            yield return new(JsonBytes.Write(json =>
            {
                json.WriteStartObject();
                identity.Write(json, Kind);
                json.WriteStartArray("choices");
                json.WriteEndArray();
                ChatUsage.Write(json, turn);
                json.WriteEndObject();
            }));
        }

        yield return new("[DONE]"u8.ToArray());
    }

    /// <inheritdoc/>
    public IEnumerable<FaceEvent> Fail(FaceError error) => [new(JsonBytes.Write(json => OpenAiChatFace.Instance.WriteError(json, error)))];

    private FaceEvent Reason(string text)
    {
        _thoughtCount++;
        return Delta(json => json.WriteString("reasoning_content", text));
    }

    /// <summary>
    /// A null after a thought that came in pieces, as SGLang and vLLM write it beside everything else. OpenAI's library for Node.js knows
    /// no reasoning and takes the last delta's for the message's: without this a piece, which its user sends back as the whole. In a chunk
    /// of its own, so that the chunks of the end are the same whenever the answer is told.
    /// </summary>
    private FaceEvent EndReasoning() => Delta(json => json.WriteNull("reasoning_content"));

    private IEnumerable<FaceEvent> BeginCall(CompletionDelta delta)
    {
        _callCount++;
        if (_function is not null && _callCount == 1)
        {
            return [Delta(json => _function.Begin(json, delta))];
        }

        var call = BeginCall(_callCount - 1, delta.CallId, delta.Text, "");
        return _function is not null && _callCount == 2 ? [BeginCall(0, _function.Id, _function.Name, _function.Arguments), call] : [call];
    }

    private FaceEvent BeginCall(int index, string? id, string name, string arguments) => Call(index, json =>
    {
        json.WriteString("id", id);
        json.WriteString("type", "function");
        WriteFunction(json, name, arguments);
    });

    /// <summary>Clients put the pieces of a call together by its index.</summary>
    private FaceEvent Call(int index, Action<Utf8JsonWriter> write) => Delta(json =>
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        write(json);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteFunction(Utf8JsonWriter json, string? name, string arguments)
    {
        json.WriteStartObject("function");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
    }

    private FaceEvent Delta(Action<Utf8JsonWriter> write) => Chunk(json => WriteChoice(json, write, finishReason: null, turn: null));

    private FaceEvent Chunk(Action<Utf8JsonWriter> write) => new(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        identity.Write(json, Kind);
        write(json);
        if (usageApart)
        {
            ChatUsage.WriteNull(json);
        }

        json.WriteEndObject();
    }));

    private void WriteChoice(Utf8JsonWriter json, Action<Utf8JsonWriter> writeDelta, string? finishReason, Turn? turn)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        writeDelta(json);
        json.WriteEndObject();
        if (turn is not null && style.TellsLogprobs && ChatIdentity.SaysItself(turn)
            && turn.Content.Exchange.Response.GetProperty("choices")[0].TryGetProperty("logprobs", out var logprobs))
        {
            json.WritePropertyName("logprobs");
            logprobs.WriteTo(json);
        }

        json.WriteString("finish_reason", finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.OpenAiChat;

/// <summary>The body of a chat completion request, read as far as this server needs it; the rest passes through to the engine.</summary>
/// <remarks>Immutable and thread-safe, as long as the document that it was read from is not disposed.</remarks>
internal sealed class OpenAiChatRequest : IFaceRequest
{
    private readonly ChatStyle _style;

    private OpenAiChatRequest(TurnRequest turn, bool isStreamed, bool tellsUsageApart, ChatStyle style) =>
        (Turn, IsStreamed, TellsUsageApart, _style) = (turn, isStreamed, tellsUsageApart, style);

    /// <inheritdoc/>
    public TurnRequest Turn { get; }

    /// <inheritdoc/>
    public bool IsStreamed { get; }

    /// <summary>Whether a stream tells the usage in a chunk of its own, as <c>stream_options.include_usage</c> asks.</summary>
    public bool TellsUsageApart { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">A JSON value without duplicate keys.</param>
    /// <exception cref="MessageException">
    /// It is not an object, or a field that is read here has the wrong form; it names the field.
    /// </exception>
    public static OpenAiChatRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object.");
        }

        RequireOneChoice(body);
        PromptFields.RequireHarmless(body);
        RequireValidText(body);
        var style = ChatStyle.Of(body);
        var turn = WholeCompletion.Read(new()
        {
            Digest = Digest.Of(JsonMarshal.GetRawUtf8Value(body)),
            Echo = style.ToEcho(),
            Messages = body.TryGetProperty("messages", out var messages)
                ? ChatMessage.BorrowList(LegacyMessages.Read(messages), "messages")
                : throw new MessageException("messages", "is required."),
            Inputs = new(
                LegacyFunctions.Tools(body) ?? OpenAiTools.Wrapped(Optional(body, "tools"), "tools"),
                Optional(body, "chat_template_kwargs"),
                EffortFields.Read(body)),
            Fields = Fields(body),
            TokenLimit = LimitFields.TokenLimit(body),
            Stops = LimitFields.Stops(body),
        });
        var usageApart = body.TryGetProperty("stream_options", out var options) && options.ValueKind switch
        {
            JsonValueKind.Object => IsTrue(options, "include_usage", "stream_options.include_usage"),
            JsonValueKind.Null => false,
            _ => throw new MessageException("stream_options", "must be an object."),
        };
        return new(turn, IsTrue(body, "stream", "stream"), usageApart, style);
    }

    /// <inheritdoc/>
    public string PlaceOf(int index) => OpenAiChatFace.PlaceOf(index);

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes) =>
        OpenAiChatAnswer.Write(json, turn, _style, withReplay: false, notes);

    /// <inheritdoc/>
    public IFaceEvents Open(TurnStart start) =>
        new OpenAiChatStream(ChatIdentity.Of(start, _style.Model), _style, TellsUsageApart, saysContent: true);

    /// <inheritdoc/>
    public IFaceEvents Open(Turn turn) => new OpenAiChatStream(
        ChatIdentity.Of(turn, _style.Model),
        _style,
        TellsUsageApart,
        saysContent: turn.Content.Assistant.Field("content") is { ValueKind: not JsonValueKind.Null });

    private static JsonElement? Optional(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>What the engine gets of the body besides the conversation and its inputs, with the bytes with which it came.</summary>
    private static JsonElement Fields(JsonElement body) => JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var property in body.EnumerateObject())
        {
            if (property.Name is var name && !IsRead(name) && !PromptFields.IsKnown(name))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
            }
        }

        LegacyFunctions.WriteChoice(json, body);
        json.WriteEndObject();
    }).Span);

    /// <summary>What shapes the prompt goes into it; an engine that wants the inputs beside the ids gets those of the turn.</summary>
    private static bool IsRead(string name) =>
        name is "messages" or "tools" or "chat_template_kwargs" or EffortFields.EffortName or EffortFields.ReasoningName
        || LegacyFunctions.IsField(name);

    /// <summary>A switch that is off when it is absent or null.</summary>
    private static bool IsTrue(JsonElement json, string name, string param) =>
        json.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new MessageException(param, "must be true or false."),
        };

    /// <summary>
    /// What is not read here goes to the engine and into the journal, and those carry Unicode alone; messages and tools look after
    /// themselves.
    /// </summary>
    private static void RequireValidText(JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (!property.NameEquals("messages"u8) && !property.NameEquals("tools"u8))
            {
                JsonText.RequireValid(property.Value, property.Name);
            }
        }
    }

    /// <summary>A turn is one completion: a second choice would be sampled and lost.</summary>
    private static void RequireOneChoice(JsonElement body)
    {
        if (body.TryGetProperty("n", out var n)
            && n.ValueKind != JsonValueKind.Null
            && !(n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) && count == 1))
        {
            throw new MessageException("n", "must be 1: a turn of a session is one completion.");
        }
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The body of a Messages request, as a conversation of chat messages with its inputs and sampling fields.</summary>
/// <remarks>Immutable and thread-safe, as long as the document that it was read from is not disposed.</remarks>
internal sealed class MessagesRequest : IFaceRequest
{
    /// <summary>The model's name where nobody gave one.</summary>
    public const string AnyModel = "default";

    private readonly ImmutableArray<string> _places;
    private readonly string _model;
    private readonly ReasoningSeal _seal;

    private MessagesRequest(TurnRequest turn, ImmutableArray<string> places, bool isStreamed, string model, ReasoningSeal seal) =>
        (Turn, _places, IsStreamed, _model, _seal) = (turn, places, isStreamed, model, seal);

    /// <inheritdoc/>
    public TurnRequest Turn { get; }

    /// <inheritdoc/>
    public bool IsStreamed { get; }

    /// <inheritdoc/>
    public ImmutableArray<FaceNote> Notes { get; private init; } = [];

    /// <summary>Reads a body.</summary>
    /// <param name="json">A JSON value without duplicate keys.</param>
    /// <param name="rules">What the operator chose.</param>
    /// <exception cref="MessageException">It is not of this API's form, or asks for what is not served; it names the field.</exception>
    public static MessagesRequest Read(JsonElement json, FaceRules rules)
    {
        var body = FaceBody.Open(json, ToolInput.IsPlaceOf);
        MessagesThread.Refuse(body);
        UnservedFields.Refuse(body, rules);
        PromptFields.RequireHarmless(json, "thinking");
        var tools = MessagesTools.Read(body, rules);
        var conversation = MessagesConversation.Read(body, tools, rules);
        var model = body["model"].Present?.Text() ?? AnyModel;
        var isLong = model.Length > RequestEcho.MaxLength;
        var turn = WholeCompletion.Read(new()
        {
            Digest = Digest.Of(JsonMarshal.GetRawUtf8Value(json)),
            Echo = new(AnthropicMessagesFace.FaceName, isLong ? AnyModel : model),
            IsEchoCut = isLong,
            Messages = conversation.Messages,
            GhostCount = conversation.GhostCount,
            Inputs = new(tools.Declared, body["chat_template_kwargs"].Present?.Json, ThinkingFields.Read(body)),
            Fields = SamplingFields.Read(body),
            TokenLimit = SamplingFields.TokenLimit(body),
            Stops = SamplingFields.Stops(body),
        });
        return new(turn, conversation.Places, body["stream"].Present?.Flag() ?? false, model, rules.Seal)
        {
            Notes =
            [
                .. tools.Notes,
                .. rules.KeepsBillingBlock || !SystemText.HasBilling(body["system"])
                    ? Array.Empty<FaceNote>()
                    : [new("dropped-system", "billing")],
                .. DroppedFields.Notes(body),
                .. conversation.Seals.Notes,
            ],
        };
    }

    /// <inheritdoc/>
    public string PlaceOf(int index) => index < _places.Length ? _places[index] : "messages";

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes) =>
        MessagesAnswer.Write(json, turn, _model, _seal, notes);

    /// <inheritdoc/>
    public IFaceEvents Open(TurnStart start) => new MessagesStream(start.AnswerId, _model, _seal, start.PromptTokens, cachedTokens: 0);

    /// <inheritdoc/>
    public IFaceEvents Open(Turn turn) => new MessagesStream(
        MessagesAnswer.IdOf(turn), _model, _seal, turn.Prompt.Count, turn.Content.Exchange.CachedTokens ?? 0);
}

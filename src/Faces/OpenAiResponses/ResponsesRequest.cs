using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.OpenAiResponses;

/// <summary>The body of a Responses request, as a conversation of chat messages with its inputs and sampling fields.</summary>
/// <remarks>Immutable and thread-safe, as long as the document that it was read from is not disposed.</remarks>
internal sealed class ResponsesRequest : IFaceRequest
{
    private const string EncryptedReasoning = "reasoning.encrypted_content";

    private readonly ImmutableArray<string> _places;
    private readonly ResponsesAnswer _answer;

    private ResponsesRequest(TurnRequest turn, ImmutableArray<string> places, ResponsesEcho echo, ReasoningSeal seal, JsonPlace body)
    {
        (Turn, _places, _answer) = (turn, places, new(echo, seal));
        IsStreamed = body["stream"].Present?.Flag() ?? false;
        PreviousAnswer = body["previous_response_id"].Present?.Text();
    }

    /// <inheritdoc/>
    public TurnRequest Turn { get; }

    /// <inheritdoc/>
    public bool IsStreamed { get; }

    /// <inheritdoc/>
    public string? PreviousAnswer { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> NamedAnswers { get; private init; } = ImmutableHashSet<string>.Empty;

    /// <summary>The conversation with the answers of which items are named.</summary>
    private Func<Func<string, ChatMessage?>, IReadOnlyList<ChatMessage>> Resolve { get; init; } = _ => [];

    /// <inheritdoc/>
    public bool BringsInstructions => _places is ["instructions", ..];

    /// <inheritdoc/>
    public ImmutableArray<FaceNote> Notes { get; private init; }

    /// <summary>Reads a body.</summary>
    /// <param name="json">A JSON value without duplicate keys.</param>
    /// <param name="rules">What the operator chose.</param>
    /// <exception cref="MessageException">It is not of this API's form, or asks for what is not served; it names the field.</exception>
    public static ResponsesRequest Read(JsonElement json, FaceRules rules)
    {
        var body = FaceBody.Open(json);
        UnservedFields.Refuse(body);
        PromptFields.RequireHarmless(json, "text");
        var tools = ResponsesTools.Read(body, rules);
        var conversation = ResponsesConversation.Read(body, rules.Seal, _ => null);
        var seals = body["include"].Present?.Items().Any(item => item.Text() == EncryptedReasoning) ?? false;
        var echo = ResponsesEcho.Of(body, tools, seals);
        var (stored, isCut) = echo.ToStore();
        var turn = WholeCompletion.Read(new()
        {
            Digest = Digest.Of(JsonMarshal.GetRawUtf8Value(json)),
            Echo = stored,
            IsEchoCut = isCut,
            IsToldById = true,
            Messages = conversation.Messages,
            Inputs = new(tools.Declared, body["chat_template_kwargs"].Present?.Json, SamplingFields.Effort(body)),
            Fields = SamplingFields.Read(body),
            TokenLimit = SamplingFields.TokenLimit(body),
            Stops = LimitFields.Stops(json),
        });
        return new(turn, conversation.Places, echo, rules.Seal, body)
        {
            Notes = [.. tools.Notes, .. conversation.Seals.Notes],
            NamedAnswers = conversation.Named,
            Resolve = answers => ResponsesConversation.Read(body, rules.Seal, answers).Messages,
        };
    }

    /// <inheritdoc/>
    public TurnRequest With(Func<string, ChatMessage?> answers) =>
        Turn with { Messages = Resolve(answers) };

    /// <inheritdoc/>
    public string PlaceOf(int index) => PreviousAnswer is null && index < _places.Length ? _places[index] : "input";

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes) => _answer.Write(json, turn, notes);

    /// <inheritdoc/>
    public IFaceEvents Open(TurnStart start) => _answer.Open(start);

    /// <inheritdoc/>
    public IFaceEvents Open(Turn turn) => _answer.Open(turn);
}

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
    private readonly JsonPlace _body;
    private readonly ResponsesTools _tools;
    private readonly string _model;

    private ResponsesRequest(TurnRequest turn, ImmutableArray<string> places, JsonPlace body, ResponsesTools tools)
    {
        (Turn, _places, _body, _tools) = (turn, places, body, tools);
        _model = body["model"].Present?.Text() ?? "default";
        IsStreamed = body["stream"].Present?.Flag() ?? false;
        PreviousAnswer = body["previous_response_id"].Present?.Text();
        SealsReasoning = body["include"].Present?.Items().Any(item => item.Text() == EncryptedReasoning) ?? false;
    }

    /// <inheritdoc/>
    public TurnRequest Turn { get; }

    /// <inheritdoc/>
    public bool IsStreamed { get; }

    /// <inheritdoc/>
    public string? PreviousAnswer { get; }

    /// <inheritdoc/>
    public IReadOnlySet<string> NamedAnswers { get; private init; } = ImmutableHashSet<string>.Empty;

    /// <inheritdoc/>
    public bool BringsInstructions => _places is ["instructions", ..];

    /// <inheritdoc/>
    public ImmutableArray<FaceNote> Notes => _tools.Notes;

    /// <summary>Whether the client keeps no history here and wants its reasoning in a form that it can send back.</summary>
    private bool SealsReasoning { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="json">A JSON value without duplicate keys.</param>
    /// <exception cref="MessageException">It is not of this API's form, or asks for what is not served; it names the field.</exception>
    public static ResponsesRequest Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object.");
        }

        var body = new JsonPlace(json, "", (name, reason, _) => new MessageException(name, reason)).Valid();
        UnservedFields.Refuse(body);
        var tools = ResponsesTools.Read(body);
        var conversation = ResponsesConversation.Read(body, tools, _ => null);
        var turn = new TurnRequest
        {
            Digest = Digest.Of(JsonMarshal.GetRawUtf8Value(json)),
            Messages = conversation.Messages,
            Inputs = new(tools.Declared, null, SamplingFields.Effort(body)),
            Fields = SamplingFields.Read(body, tools),
            TokenLimit = SamplingFields.TokenLimit(body),
        };
        return new(turn, conversation.Places, body, tools) { NamedAnswers = conversation.Named };
    }

    /// <inheritdoc/>
    public TurnRequest With(Func<string, ChatMessage?> answers) =>
        Turn with { Messages = ResponsesConversation.Read(_body, _tools, answers).Messages };

    /// <inheritdoc/>
    public string PlaceOf(int index) => PreviousAnswer is null ? _places[index] : "input";

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, ImmutableArray<FaceNote> notes)
    {
        var stream = (ResponsesStream)Open(turn);
        foreach (var delta in MessageDeltas.Of(turn.Content.Assistant))
        {
            _ = stream.Add(delta).Count();
        }

        stream.WriteWhole(json, turn, notes);
    }

    /// <inheritdoc/>
    public IFaceEvents Open(TurnStart start) => Stream(start.AnswerId, start.StartedAt);

    /// <inheritdoc/>
    public IFaceEvents Open(Turn turn) =>
        Stream(turn.Content.Exchange.ResponseId ?? turn.Digest.ToString(), turn.Content.Exchange.RequestedAt);

    private ResponsesStream Stream(string id, DateTimeOffset createdAt) => new(new(id, createdAt, _model, _body), new(id, _tools, SealsReasoning));
}

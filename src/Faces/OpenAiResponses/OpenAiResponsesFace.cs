using System.Text.Json;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces.OpenAiChat;

namespace Tito.Faces.OpenAiResponses;

/// <summary>OpenAI's Responses API.</summary>
public sealed class OpenAiResponsesFace : IFace
{
    internal const string FaceName = "openai-responses";

    private static readonly OwnFields Fields = new(
        ("max_completion_tokens", "max_output_tokens"), ("max_tokens", "max_output_tokens"), ("response_format", "text.format"));

    /// <summary>The only one that is needed.</summary>
    public static OpenAiResponsesFace Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => FaceName;

    /// <inheritdoc/>
    public string Route => "v1/responses";

    /// <inheritdoc/>
    public IFaceRequest Read(JsonElement body, FaceRules? rules = null) => ResponsesRequest.Read(body, rules ?? FaceRules.Default);

    /// <inheritdoc/>
    public string? ParamOf(Problem problem, IFaceRequest? request) =>
        problem.MessageIndex is { } index && request is not null ? request.PlaceOf(index) : problem.Param;

    /// <inheritdoc/>
    public Problem InOwnWords(Problem problem) => Fields.Name(problem);

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, string? echo, FaceRules? rules = null) =>
        new ResponsesAnswer(echo is null ? ResponsesEcho.None : ResponsesEcho.Parse(echo), (rules ?? FaceRules.Default).Seal)
            .Write(json, turn, []);

    /// <summary>Writes the answer of a turn that was given up before it was there: nothing of it is one.</summary>
    public static void WriteCancelled(Utf8JsonWriter json, TurnStart start) =>
        new ResponseHead(start.AnswerId, start.StartedAt, ResponsesEcho.None).WriteCancelled(json);

    /// <summary>Writes an error: the shape is that of all of OpenAI's APIs.</summary>
    public void WriteError(Utf8JsonWriter json, FaceError error) => OpenAiChatFace.Instance.WriteError(json, error);
}

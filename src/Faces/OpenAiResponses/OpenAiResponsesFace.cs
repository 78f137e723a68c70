using System.Text.Json;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Faces.OpenAiChat;

namespace Tito.Faces.OpenAiResponses;

/// <summary>OpenAI's Responses API.</summary>
public sealed class OpenAiResponsesFace : IFace
{
    private static readonly JsonElement Nothing = JsonElement.Parse("""{"input":[]}""");

    /// <summary>The only one that is needed.</summary>
    public static OpenAiResponsesFace Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "openai-responses";

    /// <inheritdoc/>
    public string Route => "v1/responses";

    /// <inheritdoc/>
    public IFaceRequest Read(JsonElement body) => ResponsesRequest.Read(body);

    /// <inheritdoc/>
    public string? ParamOf(Problem problem, IFaceRequest? request) =>
        problem.MessageIndex is { } index && request is not null ? request.PlaceOf(index) : problem.Param;

    /// <summary>
    /// Writes an answer whose request is not known any more: it repeats most of its request, so a request that was parked is kept for it.
    /// </summary>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, string? echo) => ResponsesRequest.Read(Nothing).WriteAnswer(json, turn, []);

    /// <summary>Writes an error: the shape is that of all of OpenAI's APIs.</summary>
    public void WriteError(Utf8JsonWriter json, FaceError error) => OpenAiChatFace.Instance.WriteError(json, error);
}

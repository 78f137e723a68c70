using System.Text.Json;
using Tito.Core.Problems;
using Tito.Faces.OpenAiChat;

namespace Tito.Faces.OpenAiResponses;

/// <summary>OpenAI's Responses API.</summary>
public sealed class OpenAiResponsesFace : IFace
{
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

    /// <summary>Writes an error: the shape is that of all of OpenAI's APIs.</summary>
    public void WriteError(Utf8JsonWriter json, FaceError error) => OpenAiChatFace.Instance.WriteError(json, error);
}

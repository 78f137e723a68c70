using System.Text.Json;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Faces.AnthropicMessages;

/// <summary>Anthropic's Messages API.</summary>
public sealed class AnthropicMessagesFace : IFace
{
    private static readonly OwnFields Fields = new(
        ("max_completion_tokens", "max_tokens"), ("stop", "stop_sequences"), ("response_format", "output_config.format"));

    /// <summary>The only one that is needed.</summary>
    public static AnthropicMessagesFace Instance { get; } = new();

    internal const string FaceName = "anthropic-messages";

    /// <inheritdoc/>
    public string Name => FaceName;

    /// <inheritdoc/>
    public string Route => "v1/messages";

    /// <inheritdoc/>
    public IFaceRequest Read(JsonElement body, FaceRules? rules = null) => MessagesRequest.Read(body, rules ?? FaceRules.Default);

    /// <inheritdoc/>
    public bool IsSpared(string place) => ToolInput.IsPlaceOf(place);

    /// <inheritdoc/>
    public string? ParamOf(Problem problem, IFaceRequest? request) =>
        problem.MessageIndex is { } index && request is not null ? request.PlaceOf(index) : problem.Param;

    /// <inheritdoc/>
    public Problem InOwnWords(Problem problem) => Fields.Name(problem);

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, string? echo, FaceRules? rules = null) =>
        MessagesAnswer.Write(json, turn, echo ?? MessagesRequest.AnyModel, (rules ?? FaceRules.Default).Seal, notes: []);

    /// <inheritdoc/>
    public void WriteError(Utf8JsonWriter json, FaceError error) => MessagesError.Write(json, error);
}

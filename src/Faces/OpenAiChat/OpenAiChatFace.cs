using System.Text.Json;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>OpenAI's Chat Completions API.</summary>
public sealed class OpenAiChatFace : IFace
{
    /// <summary>The only one that is needed.</summary>
    public static OpenAiChatFace Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => ChatStyle.Face;

    /// <inheritdoc/>
    public string Route => "v1/chat/completions";

    /// <inheritdoc/>
    public IFaceRequest Read(JsonElement body, FaceRules? rules = null) => OpenAiChatRequest.Read(body);

    /// <inheritdoc/>
    public string? ParamOf(Problem problem, IFaceRequest? request) => (problem.Param, problem.MessageIndex, problem.Code) switch
    {
        ({ } param, _, _) => param,
        (null, { } index, _) => PlaceOf(index),
        (null, null, ProblemCode.InvalidRequest or ProblemCode.HistoryMismatch or ProblemCode.SessionFull) => "messages",
        (null, null, ProblemCode.TemplateFailed or ProblemCode.TemplateNotAppendOnly) => "messages",
        _ => null,
    };

    /// <summary>The place of a message in a request.</summary>
    internal static string PlaceOf(int index) => $"messages[{index}]";

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, string? echo, FaceRules? rules = null) => OpenAiChatAnswer.Write(
        json, turn, echo is null ? new(OpenAiChatRecord.Model(turn)) : ChatStyle.OfEcho(echo), withReplay: false, notes: []);

    /// <inheritdoc/>
    public void WriteError(Utf8JsonWriter json, FaceError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("code", error.Code);
        json.WriteString("param", error.Param);
        if (error.EngineCode is { } engineCode)
        {
            json.WriteString("engine_code", engineCode);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}

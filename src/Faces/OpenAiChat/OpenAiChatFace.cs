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
    public string Name => EchoedModel.Face;

    /// <inheritdoc/>
    public string Route => "v1/chat/completions";

    /// <inheritdoc/>
    public IFaceRequest Read(JsonElement body) => OpenAiChatRequest.Read(body);

    /// <summary>The place of a problem by the names of this face, or null.</summary>
    public static string? ParamOf(Problem problem) => (problem.Param, problem.MessageIndex, problem.Code) switch
    {
        ({ } param, _, _) => param,
        (null, { } index, _) => $"messages[{index}]",
        (null, null, ProblemCode.InvalidRequest or ProblemCode.HistoryMismatch or ProblemCode.SessionFull) => "messages",
        (null, null, ProblemCode.TemplateFailed or ProblemCode.TemplateNotAppendOnly) => "messages",
        _ => null,
    };

    /// <inheritdoc/>
    public void WriteAnswer(Utf8JsonWriter json, Turn turn, string? echo) => OpenAiChatAnswer.Write(
        json, turn, echo is null ? OpenAiChatRecord.Model(turn) : EchoedModel.Read(echo), withReplay: false, notes: []);

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

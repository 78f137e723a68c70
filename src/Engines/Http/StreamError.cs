using System.Text.Json;
using Tito.Core.Inference;

namespace Tito.Engines.Http;

/// <summary>
/// A frame by which an engine says that it failed after it had begun a stream: an object with <c>error</c>, as SGLang and vLLM write it, or
/// one of <c>"object": "error"</c>, as older releases of vLLM do.
/// </summary>
internal static class StreamError
{
    private const int UnknownStatus = 500;

    /// <summary>The refusal, with the status that the frame has as its code or 500; null when the frame is no error.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="bytes">Its bytes, which the refusal keeps.</param>
    public static InferenceOutcome.Rejected? Find(JsonElement frame, ReadOnlySpan<byte> bytes)
    {
        if (frame.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var hasError = frame.TryGetProperty("error", out var inner) && inner.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
        var error = hasError ? inner
            : AnswerField.OptionalText(frame, "object") == "error" ? frame
            : default;
        return error.ValueKind == JsonValueKind.Undefined
            ? null
            : new(Status(error) ?? Status(frame) ?? UnknownStatus, "application/json", bytes.ToArray())
            {
                Code = EngineErrorCode.Find(bytes),
                MayHaveSampled = true, // The stream had begun.
            };
    }

    private static int? Status(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("code", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt32(out var status)
        && status is >= 400 and <= 599
            ? status
            : null;
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Engines.Http;

namespace Tito.Engines.SgLang;

/// <summary>
/// Reads <c>meta_info.finish_reason</c>: <c>{"type":"stop","matched":int|str}</c>, <c>{"type":"length"}</c> or
/// <c>{"type":"abort","message","status_code","err_type"}</c> (SGLang, <c>schedule_batch.py</c>); null while tokens are still to come.
/// </summary>
internal static class SgLangFinish
{
    private const string Name = "finish_reason";

    /// <summary>The reason's object, or null while there is none.</summary>
    public static JsonElement? Find(JsonElement meta) =>
        meta.TryGetProperty(Name, out var reason) && reason.ValueKind == JsonValueKind.Object ? reason : null;

    /// <summary>Whether the engine gave the request up.</summary>
    public static bool IsAbort(JsonElement meta) => Find(meta) is { } reason && AnswerField.OptionalText(reason, "type") == "abort";

    /// <summary>
    /// The refusal that an abort with a status stands for: what the scheduler aborts for a reason of its own (a bad request, a full queue)
    /// is an error, and what a user aborts has no status. Counts and ids beside it are not the request's: SGLang, <c>schedule_batch.py</c>
    /// (set_finish_with_abort), has it run with another prompt, of one token, and without logprobs.
    /// </summary>
    public static InferenceOutcome.Rejected? Refusal(JsonElement meta)
    {
        if (!IsAbort(meta) || Find(meta) is not { } reason
            || !reason.TryGetProperty("status_code", out var code) || code.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var status = code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) && number is >= 400 and <= 599
            ? number
            : throw new InvalidDataException($"{Name}.status_code is no status of an error.");
        return new(status, "application/json", JsonMarshal.GetRawUtf8Value(reason).ToArray())
        {
            Code = EngineErrorCode.Word(AnswerField.OptionalText(reason, "err_type")),
        };
    }
}

using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>The list of models that SGLang and vLLM serve at <c>/v1/models</c>, each with <c>max_model_len</c>.</summary>
internal static class ServedModels
{
    /// <summary>The first model's name, who serves it, and how many tokens of prompt and completion it takes together.</summary>
    public static async Task<(string? Model, string? Owner, int? ContextLength)> LookAsync(
        EngineHttp http, CancellationToken cancellationToken)
    {
        var (status, json) = await http.LookAsync("/v1/models", body: null, cancellationToken).ConfigureAwait(false);
        return status == 200
            && json is { ValueKind: JsonValueKind.Object } list
            && list.TryGetProperty("data", out var data)
            && data.ValueKind == JsonValueKind.Array
            && data.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                ? (AnswerField.OptionalText(first, "id"),
                    AnswerField.OptionalText(first, "owned_by"),
                    first.TryGetProperty("max_model_len", out var length) && length.ValueKind == JsonValueKind.Number
                        && length.TryGetInt32(out var count) && count > 0 ? count : null)
                : default;
    }
}

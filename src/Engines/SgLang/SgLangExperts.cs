using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.SgLang;

/// <summary>
/// Reads <c>meta_info.routed_experts</c>: base64 of int32 <c>[rows, layers, top_k]</c>, little-endian as the machines are that run engines.
/// </summary>
internal static class SgLangExperts
{
    private const string Name = "routed_experts";

    /// <summary>
    /// The rows from the wanted one to the last token but one; null where the request was given up and there are none: nothing was
    /// computed, or it was waiting again.
    /// </summary>
    /// <param name="meta">The object <c>meta_info</c>.</param>
    /// <param name="metaPath">Its place in the answer.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="tokenCount">Number of prompt and completion tokens.</param>
    /// <exception cref="InvalidDataException">The field is missing, no base64, or not of the shape.</exception>
    public static RoutedExperts? Read(JsonElement meta, string metaPath, RoutedExpertsRequest wanted, int tokenCount)
    {
        var path = $"{metaPath}.{Name}";
        var isThere = meta.TryGetProperty(Name, out var rows) && rows.ValueKind != JsonValueKind.Null;
        return isThere || !SgLangFinish.IsAbort(meta)
            ? ExpertRows.Read(AnswerField.Base64(meta, Name, path), wanted, tokenCount, path)
            : null;
    }
}

using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.SgLangChat;

/// <summary>
/// Reads <c>meta_info.routed_experts</c>: base64 of int32 <c>[rows, layers, top_k]</c>, little-endian as the machines are that run engines.
/// </summary>
internal static class RoutedExpertsField
{
    /// <summary>The rows from the wanted one to the last token but one.</summary>
    /// <param name="meta">The object <c>meta_info</c>.</param>
    /// <param name="metaPath">Its place in the answer.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="tokenCount">Number of prompt and completion tokens.</param>
    /// <exception cref="InvalidDataException">The field is missing, no base64, or not of the shape.</exception>
    public static RoutedExperts Read(JsonElement meta, string metaPath, RoutedExpertsRequest wanted, int tokenCount)
    {
        var path = metaPath + ".routed_experts";
        _ = AnswerField.Text(meta, "routed_experts", path);
        if (!meta.GetProperty("routed_experts").TryGetBytesFromBase64(out var bytes))
        {
            throw new InvalidDataException($"{path} is no base64.");
        }

        var rows = Math.Max(0, tokenCount - 1 - wanted.StartRow);
        var expected = (long)rows * wanted.Layers * wanted.TopK * sizeof(int);
        return bytes.Length == expected
            ? new(wanted.StartRow, wanted.Layers, wanted.TopK, bytes)
            : throw new InvalidDataException(
                $"{path} has {bytes.Length} bytes, but {rows} rows from {wanted.StartRow} on of {wanted.Layers} layers "
                + $"and {wanted.TopK} experts are {expected}.");
    }
}

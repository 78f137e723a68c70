using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Engines.SgLangChat;

/// <summary>
/// Reads <c>weight_versions</c>: <c>[{"version","start","end"}]</c>, half-open over the output tokens. SGLang says it where the weights
/// changed while it sampled, in <c>meta_info</c> (<c>srt/utils/weight_versions.py</c>), newer servers in <c>sglext</c>.
/// </summary>
internal static class WeightVersionsField
{
    private const string Name = "weight_versions";

    /// <summary>The spans, in order and without overlap; empty when the engine gives none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="meta">Its <c>meta_info</c>.</param>
    /// <param name="metaPath">The place of that.</param>
    /// <param name="tokenCount">Number of completion tokens.</param>
    /// <exception cref="InvalidDataException">The field is of another form, or a span is not within the completion.</exception>
    public static ImmutableArray<WeightSpan> Read(JsonElement answer, JsonElement meta, string metaPath, int tokenCount)
    {
        var (at, path) = IsThere(meta) ? (meta, $"{metaPath}.{Name}")
            : answer.TryGetProperty("sglext", out var extension) && extension.ValueKind == JsonValueKind.Object && IsThere(extension)
                ? (extension, $"sglext.{Name}")
            : default;
        if (path is null)
        {
            return [];
        }

        var spans = ImmutableArray.CreateBuilder<WeightSpan>();
        foreach (var (index, item) in AnswerField.Array(at, Name, path).EnumerateArray().Index())
        {
            var place = $"{path}[{index}]";
            var json = AnswerField.Object(item, place);
            var version = AnswerField.Text(json, "version", $"{place}.version");
            var span = new WeightSpan(version, Bound(json, "start", place), Bound(json, "end", place));
            var least = spans.Count == 0 ? 0 : spans[^1].End;
            spans.Add(span.Start >= least && span.End >= span.Start && span.End <= tokenCount
                ? span
                : throw new InvalidDataException(
                    $"{place} covers tokens {span.Start} to {span.End}, but must lie between {least} and {tokenCount}."));
        }

        return spans.DrainToImmutable();
    }

    private static bool IsThere(JsonElement parent) => parent.TryGetProperty(Name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static int Bound(JsonElement span, string name, string place) => AnswerField.Count(span, name, $"{place}.{name}")
        ?? throw new InvalidDataException($"{place}.{name} is missing.");
}

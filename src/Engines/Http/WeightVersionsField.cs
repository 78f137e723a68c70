using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>
/// Reads <c>weight_versions</c>: <c>[{"version","start","end"}]</c>, half-open over the output tokens. SGLang says it where the weights
/// changed while it sampled (<c>srt/utils/weight_versions.py</c>), and so does vLLM (#49040).
/// </summary>
internal static class WeightVersionsField
{
    private const string Name = "weight_versions";

    /// <summary>Whether an object has the field.</summary>
    public static bool IsThere(JsonElement parent) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(Name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The spans, in order and without overlap; empty when the object has none.</summary>
    /// <param name="parent">The object that has the field, or not.</param>
    /// <param name="parentPath">The place of that.</param>
    /// <param name="tokenCount">Number of completion tokens.</param>
    /// <exception cref="InvalidDataException">The field is of another form, or a span is not within the completion.</exception>
    public static ImmutableArray<WeightSpan> Read(JsonElement parent, string parentPath, int tokenCount)
    {
        if (!IsThere(parent))
        {
            return [];
        }

        var path = $"{parentPath}.{Name}";
        var spans = ImmutableArray.CreateBuilder<WeightSpan>();
        foreach (var (index, item) in AnswerField.Array(parent, Name, path).EnumerateArray().Index())
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

    private static int Bound(JsonElement span, string name, string place) => AnswerField.Count(span, name, $"{place}.{name}")
        ?? throw new InvalidDataException($"{place}.{name} is missing.");
}

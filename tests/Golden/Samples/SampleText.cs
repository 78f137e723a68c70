using System.Globalization;
using System.Text.Json;
using Tito.Core.Samples;
using Tito.Core.Tokens;

namespace Tito.Tests.Golden.Samples;

/// <summary>A sample as one text, so that a failed comparison shows all of it; the same of the oracle's and of ours.</summary>
internal static class SampleText
{
    public static string Of(JsonElement expected) => string.Join('\n', expected.EnumerateObject().Select(property => $"{property.Name}: {Of(property)}"));

    public static string Of(IEnumerable<int> path, TrainingSample sample) => string.Join(
        '\n',
        $"path: {List(path)}",
        $"tokens: {List(sample.Tokens)}",
        $"loss_mask: {List(sample.LossMask.Select(value => (int)value))}",
        $"logprobs: {List(sample.Logprobs)}",
        $"response: {sample.Response}",
        $"status: {sample.Status.ToString().ToLowerInvariant()}",
        $"weight_versions: {List(sample.WeightVersions)}",
        $"prefix_cache: {List([sample.CachedTokens, sample.TotalPromptTokens])}",
        $"routed_experts: {Of(sample.RoutedExperts)}");

    private static string Of(RoutedExperts? rows) => rows is null
        ? ""
        : $"rows {rows.RowCount} layers {rows.Layers} top_k {rows.TopK} ids {List(LittleEndian.ToInt32(rows.Bytes.Span))}";

    private static string Of(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => List(property.Value),
        JsonValueKind.Object => string.Join(
            ' ', property.Value.EnumerateObject().Select(part => $"{part.Name} {(part.Value.ValueKind == JsonValueKind.Array ? List(part.Value) : part.Value.ToString())}")),
        _ => property.Value.ToString(),
    };

    private static string List(JsonElement values) => values.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.String)
        ? List(values.EnumerateArray().Select(value => value.GetString()!))
        : List(values.EnumerateArray().Select(value => value.GetDouble()));

    private static string List<T>(IEnumerable<T> values) =>
        string.Join(' ', values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}")));
}
